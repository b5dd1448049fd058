import fc from "fast-check";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { mailbox, monthly, yearly } from "../support/packages";
import { type Declarations, type Declared, ref } from "../support/stackEngine";

/** A package as it is drawn. All of it may be edited into any other: what Wix cannot change in place may be bought again. */
export interface DrawnPackage {
  readonly plan: {
    readonly pro: boolean;
    readonly monthly: boolean;
    /** Which of the two sites of the slot; "floating": none. */
    readonly place: 0 | 1 | "floating";
  };
  /** Mailboxes, each with its cycle. */
  readonly mails: readonly boolean[];
  /** An assignment puts the first mailbox on the site; none without a mailbox. */
  readonly assigned: 0 | 1 | undefined;
  readonly externalId: boolean;
}

/** By slot; undefined: the program does not have the package. */
export type DrawnProgram = readonly (DrawnPackage | undefined)[];

interface Slot {
  readonly accountId: string;
  readonly sites: readonly [string, string];
}

/** Each slot has sites of its own: a site takes one plan. */
export const SLOTS: readonly Slot[] = [
  {
    accountId: ACCOUNTS.bakery,
    sites: [SITES.bakeryShop, SITES.bakeryBlog],
  },
  {
    accountId: ACCOUNTS.clinic,
    sites: [SITES.clinicHome, SITES.clinicBooking],
  },
];

export const drawnProgram: fc.Arbitrary<DrawnProgram> = fc.array(
  fc.option(
    fc.record({
      plan: fc.record({
        pro: fc.boolean(),
        monthly: fc.boolean(),
        place: fc.constantFrom<0 | 1 | "floating">(0, 1, "floating"),
      }),
      mails: fc.array(fc.boolean(), { maxLength: 2 }),
      assigned: fc.constantFrom<0 | 1 | undefined>(0, 1, undefined),
      externalId: fc.boolean(),
    }),
    { nil: undefined, freq: 5 },
  ),
  { minLength: SLOTS.length, maxLength: SLOTS.length },
);

const cycle = (isMonthly: boolean) => (isMonthly ? monthly : yearly);

/** @param stack tells the programs of two stacks apart: names and external ids begin with it */
export function declarationsOf(
  stack: string,
  drawn: DrawnProgram,
): Declarations {
  const declared: Record<string, Declared> = {};
  for (const [index, one] of drawn.entries()) {
    const slot = SLOTS[index];
    if (!one || !slot) continue;
    const name = `${stack}-${index}`;
    declared[name] = packageOf(name, slot, one);
    if (one.mails.length > 0 && one.assigned !== undefined)
      declared[`${name}-box`] = {
        kind: "ProductInstanceAssignment",
        args: {
          accountId: slot.accountId,
          productInstanceId: ref(name, "instances.mail0.instanceId"),
          siteId: slot.sites[one.assigned],
          // Somebody may have put it elsewhere since the program last placed it.
          allowReassign: true,
        },
      };
  }
  return declared;
}

const packageOf = (
  name: string,
  { accountId, sites }: Slot,
  { plan, mails, externalId }: DrawnPackage,
): Declared => ({
  kind: "Package",
  args: {
    accountId,
    allowCancel: true,
    ...(externalId ? { externalId: `${name} by hand` } : {}),
    products: {
      plan: {
        catalogProductId: plan.pro ? PRODUCTS.planPro : PRODUCTS.planBasic,
        countryCode: "BR",
        billingInfo: cycle(plan.monthly),
        ...(plan.place === "floating"
          ? { floating: true }
          : { siteId: sites[plan.place] }),
      },
      ...Object.fromEntries(
        mails.map((isMonthly, index) => [
          `mail${index}`,
          { ...mailbox, billingInfo: cycle(isMonthly) },
        ]),
      ),
    },
  },
});

/** What of a drawn program must be live, as `account product cycle site`; a mailbox that nobody places may be anywhere. */
export function declaredServices(drawn: DrawnProgram): string[] {
  return drawn
    .flatMap((one, index) => {
      const slot = SLOTS[index];
      if (!one || !slot) return [];
      const { plan, mails, assigned } = one;
      return [
        serviceText(
          slot.accountId,
          plan.pro ? PRODUCTS.planPro : PRODUCTS.planBasic,
          cycle(plan.monthly).cycleDuration.unit,
          plan.place === "floating" ? undefined : slot.sites[plan.place],
        ),
        ...mails.map((isMonthly, at) =>
          serviceText(
            slot.accountId,
            PRODUCTS.mailbox,
            cycle(isMonthly).cycleDuration.unit,
            at === 0 && assigned !== undefined
              ? slot.sites[assigned]
              : undefined,
          ),
        ),
      ];
    })
    .sort();
}

export const serviceText = (
  accountId: string,
  catalogProductId: string,
  unit: string | undefined,
  siteId: string | undefined,
): string => [accountId, catalogProductId, unit, siteId ?? "-"].join(" ");
