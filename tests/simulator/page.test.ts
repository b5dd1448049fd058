import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { mailbox, onShop, packagePath, plan, withSimulator } from "./harness";

/** Just enough of a document for the page's script: elements that hold text and children. */
class Element {
  readonly children: Element[] = [];
  className = "";
  scope = "";
  private own = "";

  set textContent(text: unknown) {
    this.own = String(text);
  }
  get textContent(): string {
    return [this.own, ...this.children.map((child) => child.textContent)]
      .join(" ")
      .trim();
  }
  append(...added: (Element | string)[]) {
    this.children.push(...added.map(asElement));
  }
  replaceChildren(...added: (Element | string)[]) {
    this.own = "";
    this.children.length = 0;
    this.append(...added);
  }
  createTHead() {
    return this.added();
  }
  createTBody() {
    return this.added();
  }
  insertRow() {
    return this.added();
  }
  private added(): Element {
    const element = new Element();
    this.children.push(element);
    return element;
  }
}

function asElement(item: Element | string): Element {
  if (item instanceof Element) return item;
  const element = new Element();
  element.textContent = item;
  return element;
}

interface Page {
  readonly text: (id: string) => string;
  /** Lets the script look again, as its timer would. */
  readonly look: () => Promise<void>;
}

function open(html: string, url: string): Page {
  const elements = new Map<string, Element>();
  const getElementById = (id: string) => {
    const element = elements.get(id) ?? new Element();
    elements.set(id, element);
    return element;
  };
  let next: (() => unknown) | undefined;
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? "";
  runInNewContext(script, {
    document: { getElementById, createElement: () => new Element() },
    fetch: (path: string) => fetch(url + path),
    setTimeout: (again: () => unknown) => {
      next = again;
    },
  });
  return {
    text: (id) => getElementById(id).textContent,
    look: async () => {
      while (next === undefined) await new Promise(setImmediate);
      const again = next;
      next = undefined;
      again();
      while (next === undefined) await new Promise(setImmediate);
    },
  };
}

describe("simulator: the page", () => {
  it("is whole in itself", () =>
    withSimulator({}, async ({ simulator }) => {
      const answer = await fetch(`${simulator.url}/`);
      const html = await answer.text();
      assert.match(answer.headers.get("content-type") ?? "", /^text\/html/);
      assert.match(
        answer.headers.get("content-security-policy") ?? "",
        /default-src 'none'/,
      );
      assert.doesNotMatch(html, /https?:|src=|@import|url\(/);
      assert.match(html, /prefers-color-scheme: dark/);
      assert.match(html, /<html lang="en">/);
      assert.deepEqual(simulator.world.log(), []);
    }));

  it("shows accounts, sites, packages and requests as they change", () =>
    withSimulator({}, async ({ simulator, buy, send, world }) => {
      const html = await (await fetch(`${simulator.url}/`)).text();
      const page = open(html, simulator.url);
      await page.look();
      assert.match(page.text("accounts"), /Bakery Partner ACTIVE/);
      assert.match(page.text("sites"), /Bakery Shop Bakery WIX published/);
      assert.equal(page.text("packages"), "None.");

      const { id } = await buy([plan(onShop), mailbox()], {
        externalId: "<b>sub-42</b>",
      });
      await page.look();
      assert.match(
        page.text("packages"),
        /Bakery <b>sub-42<\/b> Premium Basic Bakery Shop ENABLED every year/,
      );
      assert.match(
        page.text("packages"),
        /Mailbox floating ENABLED every month/,
      );
      assert.match(page.text("numbers"), /2 services live/);
      assert.match(page.text("log"), /POST \/resellers\/v2\/packages 200/);

      await send("DELETE", packagePath(id));
      await page.look();
      assert.match(page.text("packages"), /PENDING, being canceled/);
      assert.match(page.text("log"), /DELETE \/resellers\/v1\/packages/);
      world.clearLog();
      await page.look();
      assert.equal(page.text("log"), "None.");
    }));

  it("says so when the simulator has gone", async () => {
    let page: Page | undefined;
    await withSimulator({}, async ({ simulator }) => {
      page = open(
        await (await fetch(`${simulator.url}/`)).text(),
        simulator.url,
      );
      await page.look();
      assert.equal(page.text("trouble"), "");
    });
    await page?.look();
    assert.equal(page?.text("trouble"), "The simulator does not answer.");
  });
});
