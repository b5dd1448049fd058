import type { StepQuestion } from "../question";

export const b: StepQuestion = { title: "up without a change", step: "noop" };
