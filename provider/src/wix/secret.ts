import { inspect } from "node:util";

const HIDDEN = "[secret]";

/**
 * A value that does not print: its string, JSON and inspect forms are `[secret]`.
 *
 * `reveal` has one caller, the transport. Everything else that may end up before a reader goes through `redact`.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** Takes the value out of a text that came from outside, such as an answer that echoes a header. */
  redact(text: string): string {
    return this.#value === "" ? text : text.replaceAll(this.#value, HIDDEN);
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
