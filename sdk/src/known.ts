import * as pulumi from "@pulumi/pulumi";

/** Parts of an output that its type leaves out. */
interface Settling<Value> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<Value>;
}

/**
 * The value of an input; undefined when a preview does not know it.
 *
 * An output alone never tells: what is applied to an unknown value is not run.
 */
export async function whenKnown<Value>(
  input: pulumi.Input<Value>,
): Promise<Value | undefined> {
  const settling = pulumi.output<unknown>(input) as unknown as Settling<Value>;
  return (await settling.isKnown) ? settling.promise() : undefined;
}
