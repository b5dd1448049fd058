import type { StepQuestion } from "../question";

export const a: StepQuestion = {
  title: "create customers: a site transfer and a package each",
  step: "create",
};
