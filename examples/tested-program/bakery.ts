import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

/** A plan on the bakery's site, and a domain that is free because of it. */
export function declareBakery(accountId: pulumi.Input<string>): {
  domainInstanceId: pulumi.Output<string>;
} {
  const yearly = {
    type: "RECURRING",
    cycleDuration: { unit: "YEAR", count: 1 },
  } as const;
  const bakery = new wix.CustomerSetup("bakery", {
    accountId,
    sites: { shop: { siteId: "bbbbbbbb-0000-4000-8000-000000000001" } },
    packages: {
      web: {
        products: {
          plan: {
            catalogProductId: "cccccccc-0000-4000-8000-000000000001",
            countryCode: "BR",
            site: "shop",
            billingInfo: yearly,
          },
        },
      },
      name: {
        products: {
          domain: {
            catalogProductId: "cccccccc-0000-4000-8000-000000000003",
            countryCode: "BR",
            site: "shop",
            billingInfo: yearly,
            reference: "web.plan",
          },
        },
      },
    },
  });
  return { domainInstanceId: bakery.packages.name.instanceId("domain") };
}
