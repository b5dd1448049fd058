import type { Package } from "../../wire";
import type { Made } from "../handler";
import { findInstance } from "../life";
import type { Course } from "./converge";
import { stateOf } from "./state";

/** The result of a create, with a warning for what waits for somebody. */
export function finish({
  course,
  live,
}: {
  course: Course;
  live: Package;
}): Made {
  const { inputs, ids, mark, env, urn } = course;
  for (const [key, id] of Object.entries(ids)) {
    const one = findInstance(live, id);
    if (one?.status === "AWAITING_ACTION") {
      env.voice.warn(
        urn,
        `products.${key} (${id}) is AWAITING_ACTION: the customer or an external provider must act before it can be used`,
      );
    }
  }
  return { id: live.id, state: stateOf({ inputs, ids, mark, live }) };
}
