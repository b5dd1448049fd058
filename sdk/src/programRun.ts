import * as pulumi from "@pulumi/pulumi";

/** What is one for each run of a program: a process may run several, one after the other (Automation API, tests with mocks). */
export const programRun = (): object =>
  pulumi.runtime.getStackResource() ?? pulumi.runtime.getMonitor() ?? process;
