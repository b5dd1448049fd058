import { demoCatalog } from "./demoCatalog";
import { ACCOUNTS, SITES } from "./demoIds";
import type { Seed } from "./seed";

/** A small partner account: a fresh value at each call. Names, ids and products are invented. */
export const demoSeed = (): Seed => ({
  accounts: [
    { id: ACCOUNTS.main, name: "Partner" },
    { id: ACCOUNTS.agency, name: "Agency", parentAccountId: ACCOUNTS.main },
    { id: ACCOUNTS.bakery, name: "Bakery", parentAccountId: ACCOUNTS.main },
    { id: ACCOUNTS.clinic, name: "Clinic", parentAccountId: ACCOUNTS.main },
    { id: ACCOUNTS.studio, name: "Studio", parentAccountId: ACCOUNTS.main },
  ],
  sites: [
    site(SITES.bakeryShop, ACCOUNTS.bakery, "bakery-shop", "Bakery Shop"),
    site(SITES.bakeryBlog, ACCOUNTS.bakery, "bakery-blog", "Bakery Blog"),
    site(SITES.clinicHome, ACCOUNTS.clinic, "clinic-home", "Clinic"),
    site(
      SITES.clinicBooking,
      ACCOUNTS.clinic,
      "clinic-booking",
      "Clinic Booking",
    ),
    {
      ...site(
        SITES.studioHeadless,
        ACCOUNTS.studio,
        "headless-studio",
        "Studio App",
      ),
      namespace: "HEADLESS",
    },
    site(SITES.agencyDraft, ACCOUNTS.agency, "draft", "Draft for a customer"),
    site(
      SITES.agencySecondDraft,
      ACCOUNTS.agency,
      "second-draft",
      "Second draft",
    ),
  ],
  catalog: demoCatalog(),
});

const site = (
  id: string,
  ownerAccountId: string,
  name: string,
  displayName: string,
) => ({
  id,
  ownerAccountId,
  name,
  displayName,
});
