/** Another part of the matrix each time; FAULTS_SEED repeats one. */
export const seed = Number(
  process.env.FAULTS_SEED ?? Math.floor(Date.now() / 1000) % 100_000,
);
