import { LIMITS } from "pulumi-wix-provider/wire";
import type { Ground } from "../ground";
import { invalid } from "../refusal";
import type { StoredPackage } from "../world/model";
import { done, no, type Decision } from "./decision";

/** Update Package External Id. The value comes in the path, so an empty one cannot be sent. */
export function rename(
  { settings, now }: Ground,
  pkg: StoredPackage,
  externalId: string,
): Decision {
  const most = LIMITS.externalIdCharacters;
  if (externalId.length > most) {
    return no(invalid("externalId", `at most ${most} characters`, "MAX"));
  }
  if (settings.encodedSlash === "refused" && externalId.includes("/")) {
    return no({ kind: "plain", status: 404, message: "not found" });
  }
  return done({ ...pkg, externalId, updatedAt: now });
}
