import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  pulumiCli,
  type PulumiCliOptions,
} from "../../tools/pulumi-cli/pulumiCli";

const PARTS = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-pulumi-nodejs",
];

/** A machine made of one temporary folder: PATH holds only what a test puts there. */
export class World {
  readonly bin: string;
  readonly cache: string;
  readonly lines: string[] = [];

  private constructor(readonly folder: string) {
    this.bin = join(folder, "bin");
    this.cache = join(folder, "cache", "pulumi");
  }

  static async create(): Promise<World> {
    const world = new World(await mkdtemp(join(tmpdir(), "pulumi-wix-tools-")));
    await mkdir(world.bin);
    await mkdir(world.cache, { recursive: true });
    await world.installer("echo no network here >&2; exit 1");
    return world;
  }

  get env(): NodeJS.ProcessEnv {
    return {
      PATH: this.bin,
      PULUMI_WIX_CACHE: join(this.folder, "cache"),
      WORLD: this.folder,
    };
  }

  pulumiCli(options: PulumiCliOptions = {}) {
    return pulumiCli({
      env: this.env,
      log: (line) => this.lines.push(line),
      signal: new AbortController().signal,
      officialInstaller: [join(this.folder, "installer")],
      lockPollMs: 20,
      ...options,
    });
  }

  /** Puts an installation into a folder: all three programs unless told. */
  async install(
    folder: string,
    version: string,
    parts = PARTS,
  ): Promise<string> {
    await mkdir(folder, { recursive: true });
    for (const part of parts)
      await script(join(folder, part), `echo v${version}`);
    return folder;
  }

  entry(version: string): string {
    return join(this.cache, `${version}-${process.platform}-${process.arch}`);
  }

  /** The official installer; its argument is the folder to install into. */
  installer(body: string): Promise<void> {
    return script(join(this.folder, "installer"), body);
  }

  /** A Go whose `build` runs the body, with the wanted file in $out; each build leaves a line in the file "builds". */
  go(body: string, version = "1.26.8"): Promise<void> {
    return script(
      join(this.bin, "go"),
      `[ "$1" = version ] && { echo "go version go${version} linux/amd64"; exit; }
       for last; do [ "$previous" = -o ] && out="$last"; previous="$last"; done
       echo "$out" >> "$WORLD/builds"
       ${body}`,
    );
  }

  async builds(): Promise<number> {
    const text = await readFile(join(this.folder, "builds"), "utf8").catch(
      () => "",
    );
    return text.split("\n").length - 1;
  }

  /** Everything in the cache folder, hidden files included. */
  async cached(): Promise<readonly string[]> {
    return (await readdir(this.cache)).sort();
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** A build that works. */
export const MAKES_PULUMI = `printf '#!/bin/sh\\necho v3.259.0\\n' > "$out"; /bin/chmod +x "$out"`;

async function script(file: string, body: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o755);
}
