/** An instance that cannot go to its site yet, because the site holds another one of its type. */
export interface Move {
  readonly instanceId: string;
  /** Undefined: it is floating, so nobody waits for it. */
  readonly from: string | undefined;
  readonly to: string;
}

/** The moves of this process that wait for a site, so that those that wait for each other can be told. */
export interface Moves {
  wait(move: Move): {
    /** Whether this move is the one to leave its site first, so that the others can go on. */
    yields(): boolean;
    done(): void;
  };
}

export function createMoves(): Moves {
  const waiting = new Set<Move>();
  return {
    wait: (move) => {
      waiting.add(move);
      return {
        yields: () => mustYield(move, [...waiting]),
        done: () => waiting.delete(move),
      };
    },
  };
}

/**
 * Whether the move is part of a circle (two that swap sites, or more) and has its smallest instance id. One of a circle must be
 * on no site for a moment; only one, because a customer misses the service meanwhile.
 */
export function mustYield(move: Move, waiting: readonly Move[]): boolean {
  const smallest = (trail: readonly Move[]): boolean =>
    trail.every(({ instanceId }) => move.instanceId <= instanceId);
  const closes = (trail: readonly Move[]): boolean => {
    const last = trail.at(-1) ?? move;
    if (trail.length > 0 && last.to === move.from) return smallest(trail);
    return waiting
      .filter(
        (next) =>
          next.from === last.to && next !== move && !trail.includes(next),
      )
      .some((next) => closes([...trail, next]));
  };
  return move.from !== undefined && closes([]);
}
