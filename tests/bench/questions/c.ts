import type { StepQuestion } from "../question";

export const c: StepQuestion = { title: "refresh", step: "refresh" };
