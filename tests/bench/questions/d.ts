import type { StepQuestion } from "../question";

export const d: StepQuestion = {
  title: "one change among all customers",
  step: "change",
};
