import assert from "node:assert/strict";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Secret } from "../../../provider/src/wix/secret";
import {
  fetchTransport,
  type Transport,
  TransportFailure,
  type TransportRequest,
} from "../../../provider/src/wix/transport";
import { SCRIPTED_KEY } from "../../support/scriptedWix";

/** Settings of proxies that this machine may have. */
const PROXY_VARIABLES = ["http", "https", "all", "no"].flatMap((name) => [
  `${name}_proxy`,
  `${name}_proxy`.toUpperCase(),
]);

describe("wix/transport", () => {
  const open: Server[] = [];
  const kept: Record<string, string | undefined> = {};
  let transport: Transport;

  beforeEach(() => {
    for (const name of PROXY_VARIABLES) {
      kept[name] = process.env[name];
      delete process.env[name];
    }
    transport = fetchTransport();
  });
  afterEach(async () => {
    for (const name of PROXY_VARIABLES) {
      if (kept[name] === undefined) delete process.env[name];
      else process.env[name] = kept[name];
    }
    await Promise.all(
      open.splice(0).map((server) => {
        server.closeAllConnections();
        return new Promise((closed) => server.close(closed));
      }),
    );
  });

  const listen = async (handle: RequestListener) => {
    const server = createServer(handle);
    open.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    return { server, url: `http://127.0.0.1:${port}` };
  };
  const request = (
    url: string,
    more: Partial<TransportRequest> = {},
  ): TransportRequest => ({
    method: "GET",
    url,
    key: new Secret(SCRIPTED_KEY),
    headers: { accept: "application/json", "wix-account-id": "a-1" },
    timeoutMs: 2_000,
    ...more,
  });
  const failure = async (sending: Promise<unknown>) => {
    const error = await sending.then(
      () => assert.fail("there must be no answer"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof TransportFailure, String(error));
    assert.doesNotMatch(error.message, /canary/);
    return error;
  };

  const bodyOf = async (message: IncomingMessage): Promise<string> => {
    let text = "";
    for await (const bytes of message) text += String(bytes);
    return text;
  };

  it("sends what it is given, the key as it is, and reads the whole answer", async () => {
    let seen: unknown;
    const { url } = await listen((asked, answer) => {
      void bodyOf(asked).then((text) => {
        const { authorization, accept, ...headers } = asked.headers;
        seen = [
          asked.method,
          asked.url,
          authorization,
          accept,
          headers["wix-account-id"],
          headers["content-type"],
          text,
        ];
        answer.setHeader("X-Wix-Request-Id", "req-1");
        answer.statusCode = 428;
        answer.write("first, ");
        answer.end("ünd second");
      });
    });
    const answer = await transport(
      request(`${url}/a%2Fb?c=d`, {
        method: "PATCH",
        body: '{"ü":1}',
        headers: {
          accept: "application/json",
          "wix-account-id": "a-1",
          "content-type": "application/json",
        },
      }),
    );
    assert.deepEqual(seen, [
      "PATCH",
      "/a%2Fb?c=d",
      SCRIPTED_KEY,
      "application/json",
      "a-1",
      "application/json",
      '{"ü":1}',
    ]);
    assert.equal(answer.status, 428);
    assert.equal(answer.text, "first, ünd second");
    assert.equal(answer.header("x-wix-request-id"), "req-1");
    assert.equal(answer.header("X-Wix-Request-Id"), "req-1");
    assert.equal(answer.header("retry-after"), undefined);
  });

  it("sends a DELETE with a body, as Wix takes it", async () => {
    let text: string | undefined;
    const { url } = await listen((asked, answer) => {
      void bodyOf(asked).then((body) => {
        text = body;
        answer.end();
      });
    });
    await transport(request(url, { method: "DELETE", body: '{"k":1}' }));
    assert.equal(text, '{"k":1}');
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow a ${status}: the key stays with the host it was meant for`, async () => {
      const asked: unknown[] = [];
      const { url } = await listen(({ url: path }, answer) => {
        asked.push(path);
        answer.writeHead(status, { location: "/elsewhere" }).end("moved");
      });
      const answer = await transport(request(`${url}/here`));
      assert.equal(answer.status, status);
      assert.equal(answer.text, "moved");
      assert.deepEqual(asked, ["/here"]);
    });
  }

  it("keeps the connection for the next request", async () => {
    const sockets = new Set<Socket>();
    const { url } = await listen(({ socket }, answer) => {
      sockets.add(socket);
      answer.end("{}");
    });
    for (let time = 0; time < 3; time += 1) await transport(request(url));
    assert.equal(sockets.size, 1);
  });

  describe("without an answer", () => {
    it("in time: the number is in the message, and Wix may have done it", async () => {
      const { url } = await listen(() => undefined);
      const error = await failure(transport(request(url, { timeoutMs: 40 })));
      assert.equal(error.message, "no answer within 0.04 s");
      assert.equal(error.sent, true);
    });

    it("in time to its end: an answer that stops halfway counts as none", async () => {
      const { url } = await listen((_, answer) => {
        answer.writeHead(200, { "content-length": "100" });
        answer.write("half");
      });
      const error = await failure(transport(request(url, { timeoutMs: 60 })));
      assert.equal(error.message, "no answer within 0.06 s");
      assert.equal(error.sent, true);
    });

    it("a refused connection: nothing was sent", async () => {
      const { server, url } = await listen(() => undefined);
      await new Promise((closed) => server.close(closed));
      const error = await failure(transport(request(url)));
      assert.equal(error.sent, false);
      assert.match(error.message, /ECONNREFUSED/);
    });

    const lost: [it: string, lose: RequestListener][] = [
      ["a reset", ({ socket }) => socket.resetAndDestroy()],
      ["a connection that is closed", ({ socket }) => socket.destroy()],
      [
        "an answer that breaks off",
        ({ socket }, answer) => {
          answer.writeHead(200, { "content-length": "100" });
          answer.write("half", () => socket.destroy());
        },
      ],
      [
        "no HTTP",
        ({ socket }) => {
          socket.end("hello\r\n\r\n");
        },
      ],
    ];
    for (const [what, lose] of lost) {
      it(`${what}: Wix may have done it`, async () => {
        const { url } = await listen(lose);
        const error = await failure(transport(request(url)));
        assert.equal(error.sent, true);
        assert.notEqual(error.message, "");
      });
    }
  });

  describe("proxies", () => {
    /** Takes CONNECT and refuses it, which is enough to see who asks for what. */
    const proxy = async () => {
      const connects: string[] = [];
      const other: string[] = [];
      let bytes = "";
      const { server, url } = await listen(({ url: path = "" }, answer) => {
        other.push(path);
        answer.end();
      });
      server.on("connect", (asked: IncomingMessage, socket: Socket) => {
        connects.push(asked.url ?? "");
        bytes += JSON.stringify(asked.rawHeaders);
        socket.on("data", (chunk) => (bytes += chunk.toString("latin1")));
        socket.end(
          "HTTP/1.1 403 Not for you\r\nx-of: proxy\r\nconnection: close\r\n\r\n",
        );
      });
      return { url, connects, other, seen: () => bytes };
    };
    const WIX = "https://www.wixapis.com/resellers/v1/packages/p-1";

    for (const name of ["HTTPS_PROXY", "https_proxy"]) {
      it(`${name} is honoured for https, and the proxy never sees the key`, async () => {
        const { url, connects, other, seen } = await proxy();
        process.env[name] = url;
        const answer = await transport(request(WIX)).catch(
          (error: unknown) => error,
        );
        assert.deepEqual(connects, ["www.wixapis.com:443"]);
        assert.deepEqual(other, []);
        assert.doesNotMatch(seen(), /canary|authorization: IST/i);
        // However the refusal of the proxy comes back, it is no success.
        assert.ok(
          answer instanceof TransportFailure ||
            (answer as { status: number }).status === 403,
          String(answer),
        );
      });
    }

    it("a proxy that is not there: nothing was sent", async () => {
      const { server, url } = await listen(() => undefined);
      await new Promise((closed) => server.close(closed));
      process.env.HTTPS_PROXY = url;
      assert.equal((await failure(transport(request(WIX)))).sent, false);
    });

    it("are not used for http to this machine", async () => {
      const { url, connects, other } = await proxy();
      for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
        process.env[name] = url;
      const simulator = await listen((_, answer) => answer.end("simulated"));
      const { text } = await transport(request(simulator.url));
      assert.equal(text, "simulated");
      assert.deepEqual([connects, other], [[], []]);
    });

    it("are not used where NO_PROXY says so", async () => {
      const { url, connects, other } = await proxy();
      // Nobody listens there, which is what comes back.
      const { server, url: nobody } = await listen(() => undefined);
      await new Promise((closed) => server.close(closed));
      process.env.HTTPS_PROXY = url;
      process.env.NO_PROXY = "127.0.0.1";
      const error = await failure(
        transport(request(nobody.replace("http:", "https:"))),
      );
      assert.equal(error.sent, false);
      assert.deepEqual([connects, other], [[], []]);
    });
  });
});
