import type * as pulumi from "@pulumi/pulumi";
import {
  createProvider,
  type Kind,
  whileEngineLives,
} from "pulumi-wix-provider/runtime";
import { engineVoice } from "./engineVoice";

/** The host of dynamic providers is started with the engine's address as its argument. */
const ENGINE_ADDRESS = /^(?:127\.0\.0\.1|localhost|\[::1\]):\d+$/;
const address = process.argv
  .slice(2)
  .find((argument) => ENGINE_ADDRESS.test(argument));

const voice = engineVoice(address);

const sayLastWord = async (): Promise<void> => {
  const summary = provider.summary();
  if (summary !== undefined) await voice.note(summary);
};

const provider = createProvider(
  {
    voice,
    ...(address === undefined
      ? { signal: new AbortController().signal }
      : {
          signal: whileEngineLives(sayLastWord),
          forget: (variable) => {
            delete process.env[variable];
          },
        }),
  },
  // A copy, because a provider is configured more than once, and the key is taken out of the environment of the host's process.
  { ...process.env },
);

/**
 * The provider of one kind, as Pulumi's host of dynamic providers calls it. All kinds of a process share one client.
 *
 * The state of every stack asks for it by this name.
 */
export const forKind = (kind: Kind): pulumi.dynamic.ResourceProvider =>
  provider.forKind(kind);
