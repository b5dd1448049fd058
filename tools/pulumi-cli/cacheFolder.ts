import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * The folder that holds one folder per version, outside any checkout so that the next checkout finds them.
 *
 * `PULUMI_WIX_CACHE` names the folder above it; without it `pulumi-wix` in `XDG_CACHE_HOME` or in `~/.cache` is used.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const own = env["PULUMI_WIX_CACHE"];
  return join(
    own ? resolve(own) : join(userCache(env), "pulumi-wix"),
    "pulumi",
  );
}

/** The name of the folder for one version on this kind of machine. */
export function entryName(version: string): string {
  return `${version}-${PLATFORM}`;
}

/** The version of a folder so named; undefined for anything else, another platform's folders included. */
export function versionOfEntry(name: string): string | undefined {
  const version = /^(\d+\.\d+\.\d+)-/.exec(name)?.[1];
  return version && entryName(version) === name ? version : undefined;
}

function userCache(env: NodeJS.ProcessEnv): string {
  const xdg = env["XDG_CACHE_HOME"];
  // The XDG base directory specification asks to ignore relative paths.
  if (xdg && isAbsolute(xdg)) return xdg;
  return join(env["HOME"] || homedir(), ".cache");
}
