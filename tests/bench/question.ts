import type { Tool } from "./tool";

/** A line of the result. */
export type Row = Readonly<Record<string, string | number>>;

export interface BenchOptions {
  readonly customers: number;
  /** The folder of OpenTofu; undefined: left out. */
  readonly tofu: string | undefined;
}

/** One question of the bench, with an answer for each tool that can give one. */
export interface Question {
  readonly title: string;
  ask(options: BenchOptions): Promise<readonly Row[]>;
}

/** A question about one step of a stack's life; those of one stack are asked in the order of their letters. */
export interface StepQuestion {
  readonly title: string;
  readonly step: keyof Omit<Tool, "name" | "close">;
}
