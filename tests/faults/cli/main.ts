// Every process death at every request of every story, with the real CLI: `npm run faults:cli`.
import { parseArgs } from "node:util";
import { expectations } from "../place";
import { type CliPlace, NotStruck, runCliPlace } from "./cliCell";
import { cliPlaces } from "./cliPlaces";
import { DEATHS, NETWORK } from "./strikes";

const USAGE = `Usage: npm run faults:cli -- [options]
  --network          what the network does, in place of the ends of the processes
  --jobs NUMBER      cells at once, default 3
  --stories NAMES    only these stories, by commas
  --every NUMBER     only every so manyeth cell
  --from NUMBER      the first cell of those, from 0`;

const { values } = parseArgs({
  options: {
    network: { type: "boolean", default: false },
    jobs: { type: "string", default: "3" },
    stories: { type: "string" },
    every: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    help: { type: "boolean", default: false },
  },
});

interface Counts {
  converged: number;
  reruns: number;
  /** The real run made fewer requests than the simulated one. */
  noCell: number;
  fallen: string[];
}

const placeText = ({ story, strike, at }: CliPlace): string =>
  `${story} / ${strike} / ${at}`;

async function main(): Promise<void> {
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const expected = expectations();
  const strikes = Object.keys(values.network ? NETWORK : DEATHS);
  const stories = values.stories?.split(",");
  const all = (await cliPlaces(strikes, expected)).filter(
    ({ story }, index) =>
      (stories?.includes(story) ?? true) &&
      index % Number(values.every) === Number(values.from),
  );
  const counts: Counts = { converged: 0, reruns: 0, noCell: 0, fallen: [] };
  const queue = [...all];
  const work = async () => {
    for (let place = queue.shift(); place; place = queue.shift()) {
      await runOne(place, counts);
      process.stderr.write(`\r${all.length - queue.length} of ${all.length} `);
    }
  };
  const runOne = async (place: CliPlace, into: Counts) => {
    try {
      into.reruns += await runCliPlace(place, expected);
      into.converged += 1;
    } catch (error) {
      if (error instanceof NotStruck) into.noCell += 1;
      else into.fallen.push(`${placeText(place)}\n${String(error)}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  console.log(`cells tried      ${all.length - counts.noCell}`);
  console.log(`converged        ${counts.converged}`);
  console.log(`runs beyond one  ${counts.reruns}`);
  console.log(`no such request  ${counts.noCell}`);
  for (const one of counts.fallen) console.log(`FELL SHORT ${one}`);
  if (counts.fallen.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
