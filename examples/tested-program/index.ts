import * as pulumi from "@pulumi/pulumi";
import { declareBakery } from "./bakery";

const config = new pulumi.Config();

export const { domainInstanceId } = declareBakery(config.require("accountId"));
