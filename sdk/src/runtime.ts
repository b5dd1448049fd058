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

const provider = createProvider(
  {
    voice: engineVoice(address),
    signal:
      address === undefined ? new AbortController().signal : whileEngineLives(),
  },
  process.env,
);

/**
 * The provider of one kind, as Pulumi's host of dynamic providers calls it. All kinds of a process share one client.
 *
 * The state of every stack asks for it by this name.
 */
export const forKind = (kind: Kind): pulumi.dynamic.ResourceProvider =>
  provider(kind);
