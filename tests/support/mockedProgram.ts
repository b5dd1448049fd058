import * as pulumi from "@pulumi/pulumi";
import { setImmediate as turn } from "node:timers/promises";

/** Turns of the event loop without news, after which a program under mocks has ended. */
const QUIET_TURNS = 25;

/** What a program under Pulumi's mocks came to. */
export interface Ended {
  /** Names of the resources that were registered, oldest first. */
  readonly registered: readonly string[];
  /** First lines of what stopped it, each once. */
  readonly errors: readonly string[];
}

/** The id that the mocks give to the instance of a product. */
export const mockedInstanceId = (name: string, key: string): string =>
  `${name}/${key}`;

/**
 * Runs a program with Pulumi's mocks, which answer with one instance for each product.
 *
 * A resource that fails to register shows as an unhandled rejection, which ends a real program; here they are collected. So only one
 * program may run at a time.
 */
export async function runMocked(program: () => void): Promise<Ended> {
  const registered: string[] = [];
  const errors = new Set<string>();
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => {
    errors.add(String(error).split("\n")[0] ?? "");
  });
  try {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name, inputs }) => {
          registered.push(name);
          const sent = inputs as { products?: Record<string, unknown> };
          const { products = {} } = sent;
          const instances = Object.fromEntries(
            Object.keys(products).map((key) => [
              key,
              { instanceId: mockedInstanceId(name, key), status: "ENABLED" },
            ]),
          );
          return { id: `${name}-id`, state: { ...sent, instances } };
        },
        call: () => ({}),
      },
      "shop",
      "dev",
      false,
    );
    await pulumi.runtime
      .runInPulumiStack(() => {
        program();
        return Promise.resolve(undefined);
      })
      .catch((error: unknown) =>
        errors.add(String(error).split("\n")[0] ?? ""),
      );
    const news = () => registered.length + errors.size;
    for (let quiet = 0, seen = news(); quiet < QUIET_TURNS;) {
      await turn();
      quiet = news() === seen ? quiet + 1 : 0;
      seen = news();
    }
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners)
      process.on("unhandledRejection", listener);
  }
  return { registered, errors: [...errors] };
}
