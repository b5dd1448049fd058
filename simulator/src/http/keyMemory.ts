import { canonical } from "../query/filter";
import { refused } from "../refusal";
import type { Settings } from "../settings";
import { nameOf, refusal, type Answer, type Route } from "./route";

interface Remembered {
  readonly at: number;
  /** Tells one request from another. */
  readonly fingerprint: string;
  readonly answer: Answer;
}

/** What a keyed write says about itself. */
export interface KeyedCall {
  readonly route: Route;
  readonly path: string;
  readonly key: string;
  readonly accountId: string;
  readonly mainAccountId: string;
  readonly body: unknown;
  readonly now: number;
}

/** The idempotency keys that were seen, with their answers. */
export interface KeyMemory {
  /** The answer that the key brings back; `undefined` when the request is to be carried out. */
  recall(
    call: KeyedCall,
    settings: Settings,
    current: (first: Answer) => Answer,
  ): Answer | undefined;
  /** What never reached the rules, such as a malformed body, is not brought here. */
  remember(call: KeyedCall, settings: Settings, answer: Answer): void;
}

export function keyMemory(): KeyMemory {
  const seen = new Map<string, Remembered>();
  return {
    recall: (call, settings, current) => {
      if (settings.replay === "ignored") return undefined;
      const first = seen.get(scopeOf(call, settings));
      if (first === undefined || call.now - first.at >= settings.keyLifeMs)
        return undefined;
      if (
        settings.replay === "refuse-other-body" &&
        first.fingerprint !== fingerprintOf(call)
      ) {
        return refusal(
          refused(
            409,
            "IDEMPOTENCY_KEY_ALREADY_USED",
            "this key was used for another request",
          ),
        );
      }
      const answer =
        settings.replay === "current" ? current(first.answer) : first.answer;
      return { ...answer, committed: false };
    },
    remember: (call, settings, answer) => {
      const kept = answer.status === 200 || settings.rememberRefusals;
      if (settings.replay === "ignored" || !kept) return;
      const scope = scopeOf(call, settings);
      seen.delete(scope);
      seen.set(scope, {
        at: call.now,
        fingerprint: fingerprintOf(call),
        answer,
      });
      // The oldest come first, so the dead ones are at the front.
      for (const [each, { at }] of seen) {
        if (call.now - at < settings.keyLifeMs) break;
        seen.delete(each);
      }
    },
  };
}

function scopeOf(call: KeyedCall, { keyScope }: Settings): string {
  switch (keyScope) {
    case "account":
      return `${call.accountId} ${call.key}`;
    case "partner":
      return `${call.mainAccountId} ${call.key}`;
    case "endpoint":
      return `${call.accountId} ${nameOf(call.route)} ${call.key}`;
    default:
      return keyScope satisfies never;
  }
}

const fingerprintOf = ({ route, path, body }: KeyedCall): string =>
  `${route.method} ${path} ${canonical(body)}`;
