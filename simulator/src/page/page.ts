import { SCRIPT } from "./script";
import { STYLE } from "./style";

/** Nothing is loaded from elsewhere, and nothing could be. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:",
};

const section = (id: string, title: string): string =>
  `<section><h2>${title}</h2><div class="table" id="${id}"></div></section>`;

/** The simulated account as it changes, for people. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Wix simulator</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Wix simulator</h1>
<p>An invented partner account, not Wix. Its time: <span id="now"></span></p>
<p id="trouble" class="bad" role="status"></p>
<ul class="numbers" id="numbers"></ul>
${section("packages", "Packages")}
${section("sites", "Sites")}
${section("accounts", "Accounts")}
${section("log", "Requests, the latest first")}
<script>${SCRIPT}</script>
</body>
</html>
`;
