/** A network between a browser and the server that can be as bad as those of hotels and trains. */
import { connect, createServer, type Server, type Socket } from "node:net";

export type Weather =
  | "good"
  /** Nothing answers at the address. */
  | "down"
  /** Everything is taken, and nothing is ever answered. */
  | "silent"
  /** What the page sends arrives; what the server answers does not. */
  | "answers-lost"
  /** All arrives, a while later. */
  | "slow"
  /** A proxy says that it cannot reach the server. */
  | "bad-gateway"
  /** A page to sign in to the network, as the answer to everything. */
  | "sign-in-page";

const SLOW_MS = 300;

const STRANGER: Partial<Record<Weather, string>> = {
  "bad-gateway": answer("502 Bad Gateway", "<h1>502 Bad Gateway</h1>"),
  "sign-in-page": answer("200 OK", "<!doctype html><title>Hotel</title><h1>Welcome, guest</h1>"),
};

function answer(status: string, body: string): string {
  const head = `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${body.length}`;
  return `${head}\r\nConnection: close\r\n\r\n${body}`;
}

export interface Network {
  url: string;
  /** Changes the weather, for what is open too. */
  become(weather: Weather): void;
  close(): Promise<void>;
}

/** Opens a network of its own in front of a server. */
export async function openNetwork(serverUrl: string): Promise<Network> {
  const upstream = Number(new URL(serverUrl).port);
  const sockets = new Set<Socket>();
  let weather: Weather = "good";
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
  };
  /** Hands on what comes, as the weather allows at that moment. */
  const hand = (from: Socket, to: Socket, stopped: readonly Weather[]) => {
    from.on("data", (data) => {
      if (stopped.includes(weather)) return;
      if (weather === "slow") setTimeout(() => to.writable && to.write(data), SLOW_MS);
      else if (to.writable) to.write(data);
    });
    from.on("close", () => to.destroy());
  };

  const server: Server = createServer((browser) => {
    track(browser);
    const stranger = STRANGER[weather];
    if (weather === "down") browser.destroy();
    else if (stranger) browser.once("data", () => browser.end(stranger));
    else {
      const behind = connect(upstream, "127.0.0.1");
      track(behind);
      hand(browser, behind, ["silent"]);
      hand(behind, browser, ["silent", "answers-lost"]);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    become(next) {
      const before = weather;
      weather = next;
      // What was lost on an open connection is not made up for: it would go on with a hole in it.
      const torn = before === "silent" || before === "answers-lost";
      if (next === "down" || STRANGER[next] || (torn && next === "good")) end();
    },
    async close() {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
