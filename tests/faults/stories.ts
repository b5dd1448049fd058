import {
  ACCOUNTS,
  type Change,
  PRODUCTS,
  SITES,
  type World,
} from "pulumi-wix-simulator";
import { bakery, mailbox, monthly, plan, yearly } from "../support/packages";
import { type Declarations, type Declared, ref } from "../support/stackEngine";

/** One run of a story. */
export interface Step {
  readonly program: Declarations;
  /** `up --refresh` in place of `up`. */
  readonly refresh?: boolean;
  /** What somebody else did at Wix since the step before. */
  readonly meanwhile?: (world: World) => readonly Change[];
}

/** A list of programs, run in order. */
export interface Story {
  /** What stands before the story begins; no fault strikes it. */
  readonly given: readonly Step[];
  readonly steps: readonly Step[];
}

const pkg = (args: Declared["args"], alias?: string): Declared => ({
  kind: "Package",
  args,
  ...(alias === undefined ? {} : { alias }),
});

const transfer = (
  sourceAccountId: string,
  targetAccountId: string,
): Declared => ({
  kind: "SiteTransfer",
  args: { siteId: SITES.agencyDraft, sourceAccountId, targetAccountId },
});

const assignment = (from: string, key: string, siteId: string): Declared => ({
  kind: "ProductInstanceAssignment",
  args: {
    accountId: ACCOUNTS.bakery,
    productInstanceId: ref(from, `instances.${key}.instanceId`),
    siteId,
  },
});

const domain = (reference: string, siteId: string) => ({
  catalogProductId: PRODUCTS.domain,
  countryCode: "BR",
  siteId,
  billingInfo: yearly,
  referenceProductInstanceId: ref(reference, "instances.plan.instanceId"),
});

const { siteId: _, ...floatingPlan } = plan;

/** The customer of the root project, with a mailbox that an assignment puts on the site. */
const customer = (from: string, to: string): Declarations => ({
  site: transfer(from, to),
  web: pkg({
    accountId: ref("site", "targetAccountId"),
    allowCancel: true,
    products: { plan: { ...plan, siteId: SITES.agencyDraft } },
  }),
  name: pkg({
    accountId: ref("site", "targetAccountId"),
    allowCancel: true,
    products: { domain: domain("web", SITES.agencyDraft) },
  }),
  mail: pkg({
    accountId: ref("site", "targetAccountId"),
    allowCancel: true,
    products: { box: mailbox, spare: mailbox },
  }),
  box: {
    kind: "ProductInstanceAssignment",
    args: {
      accountId: ref("site", "targetAccountId"),
      productInstanceId: ref("mail", "instances.box.instanceId"),
      siteId: SITES.agencyDraft,
    },
  },
});

const web = (products: Record<string, unknown>, more = {}): Declarations => ({
  web: pkg(bakery(products, { allowCancel: true, ...more })),
});

/** Two plans that an assignment each puts on a site that takes one. */
const twoPlans = (one: string, other: string): Declarations => ({
  one: pkg(bakery({ plan: floatingPlan })),
  other: pkg(
    bakery({
      plan: { ...floatingPlan, catalogProductId: PRODUCTS.planPro },
    }),
  ),
  first: assignment("one", "plan", one),
  second: assignment("other", "plan", other),
});

const ADOPTED = "dddddddd-0000-4000-8000-000000000001";

const foreignPackage = (): Change => ({
  kind: "putPackage",
  package: {
    id: ADOPTED,
    accountId: ACCOUNTS.bakery,
    externalId: "by hand",
    productInstances: [
      {
        ...plan,
        instanceId: "eeeeeeee-0000-4000-8000-000000000001",
        status: "ENABLED",
      },
    ],
  },
});

const theLivePackage = (world: World): string => {
  const [one] = world.liveInstances();
  if (!one) throw new Error("nothing is live");
  return one.packageId;
};

const thePlacedInstance = (world: World): string => {
  const one = world.liveInstances().find(({ siteId }) => siteId !== undefined);
  if (!one) throw new Error("nothing is on a site");
  return one.instanceId;
};

const PLAN_AND_MAIL = { plan, mail: mailbox, spare: mailbox };

/** Everything that a program can have done to paid services, once each. */
export const STORIES = {
  customer: {
    given: [],
    steps: [{ program: customer(ACCOUNTS.agency, ACCOUNTS.bakery) }],
  },
  secondPackage: {
    given: [{ program: web({ plan }) }],
    steps: [
      {
        program: {
          ...web({ plan }),
          name: pkg(bakery({ domain: domain("web", SITES.bakeryShop) })),
        },
      },
    ],
  },
  upgrade: {
    given: [{ program: web(PLAN_AND_MAIL) }],
    steps: [
      {
        program: web({
          ...PLAN_AND_MAIL,
          plan: { ...plan, catalogProductId: PRODUCTS.planPro },
        }),
      },
    ],
  },
  cycle: {
    given: [{ program: web(PLAN_AND_MAIL) }],
    steps: [
      {
        program: web({
          ...PLAN_AND_MAIL,
          plan: { ...plan, billingInfo: monthly },
          mail: { ...mailbox, billingInfo: yearly },
        }),
      },
    ],
  },
  /** Wix delivers one of the services only after the customer has acted. */
  awaitingAction: {
    given: [],
    steps: [
      {
        program: web({
          mail: mailbox,
          tax: {
            catalogProductId: PRODUCTS.taxService,
            countryCode: "BR",
            billingInfo: monthly,
          },
        }),
      },
    ],
  },
  externalId: {
    given: [{ program: web({ plan }, { externalId: "customer-42" }) }],
    steps: [{ program: web({ plan }, { externalId: "customer 43/ü" }) }],
  },
  removeProduct: {
    given: [{ program: web(PLAN_AND_MAIL) }],
    steps: [{ program: web({ plan, mail: mailbox }) }],
  },
  floatAndAssign: {
    given: [{ program: web({ plan, mail: mailbox }) }],
    steps: [
      {
        program: web({
          plan: { ...floatingPlan, floating: true },
          mail: mailbox,
        }),
      },
      {
        program: {
          ...web({ plan: floatingPlan, mail: mailbox }),
          placed: assignment("web", "plan", SITES.bakeryBlog),
        },
      },
    ],
  },
  reassign: {
    given: [
      {
        program: {
          ...web({ plan: floatingPlan, mail: mailbox }),
          placed: assignment("web", "plan", SITES.bakeryShop),
        },
      },
    ],
    steps: [
      {
        program: {
          ...web({ plan: floatingPlan, mail: mailbox }),
          placed: assignment("web", "plan", SITES.bakeryBlog),
        },
      },
    ],
  },
  swap: {
    given: [{ program: twoPlans(SITES.bakeryShop, SITES.bakeryBlog) }],
    steps: [{ program: twoPlans(SITES.bakeryBlog, SITES.bakeryShop) }],
  },
  moveCustomer: {
    given: [{ program: customer(ACCOUNTS.agency, ACCOUNTS.bakery) }],
    steps: [{ program: customer(ACCOUNTS.bakery, ACCOUNTS.clinic) }],
  },
  adopt: {
    given: [],
    steps: [
      {
        program: web({ plan }, { adopt: ADOPTED, externalId: "customer-42" }),
        meanwhile: () => [foreignPackage()],
      },
    ],
  },
  renameWithAlias: {
    given: [{ program: web({ plan }) }],
    steps: [
      {
        program: {
          shop: pkg(bakery({ plan }, { allowCancel: true }), "web"),
        },
      },
    ],
  },
  renameWithoutAlias: {
    given: [{ program: web({ mail: mailbox }, { externalId: "customer-42" }) }],
    steps: [
      {
        program: {
          shop: pkg(
            bakery(
              { mail: mailbox },
              { allowCancel: true, externalId: "customer-42" },
            ),
          ),
        },
      },
    ],
  },
  cancelledOutside: {
    given: [{ program: web(PLAN_AND_MAIL) }],
    steps: [
      {
        program: web(PLAN_AND_MAIL),
        refresh: true,
        meanwhile: (world) => [
          { kind: "cancelPackage", packageId: theLivePackage(world) },
        ],
      },
    ],
  },
  /** Somebody put the service on another site, so it is not this program's to take away. */
  unassignMoved: {
    given: [
      {
        program: {
          ...web({ plan: floatingPlan, mail: mailbox }),
          placed: assignment("web", "plan", SITES.bakeryShop),
        },
      },
    ],
    steps: [
      {
        program: web({ plan: floatingPlan, mail: mailbox }),
        meanwhile: (world) => [
          {
            kind: "moveInstance",
            instanceId: thePlacedInstance(world),
            siteId: SITES.bakeryBlog,
          },
        ],
      },
    ],
  },
  destroy: {
    given: [{ program: customer(ACCOUNTS.agency, ACCOUNTS.bakery) }],
    steps: [{ program: {} }],
  },
} as const satisfies Readonly<Record<string, Story>>;

export type StoryName = keyof typeof STORIES;
