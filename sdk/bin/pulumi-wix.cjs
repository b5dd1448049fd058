#!/usr/bin/env node
"use strict";

// A file that is there before the first build: npm links it when it installs the workspace.
require("../dist/cli.js");
