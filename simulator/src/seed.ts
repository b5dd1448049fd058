import { seedFaults } from "./seedReferences";
import { SeedShape } from "./seedShape";

export const SeedSchema = SeedShape.superRefine((seed, context) => {
  for (const { path, message } of seedFaults(seed)) {
    context.addIssue({ code: "custom", path, message });
  }
});

export * from "./seedShape";
