/** What pages answer while the data files cannot be used, and what stays an error of ours. */
import type { ServerBuild } from "@remix-run/node";
import { expect, it } from "vitest";
import { type ProblemKind, problemOf, StoreUnavailable } from "#db/file-guard";
import { isUnavailable, withUnavailableAnswers } from "~/accounts/unavailable.server";

const store = (problem: ProblemKind | null) => ({ problem: () => problem && problemOf(problem) });
const ofSqlite = Object.assign(new Error("disk image is malformed"), { code: "SQLITE_CORRUPT" });

it.each([
  ["a write that could not be", new StoreUnavailable(problemOf("full")), "full", true],
  ["a write, over again by now", new StoreUnavailable(problemOf("full")), null, true],
  ["a read of files that are known to be cut short", ofSqlite, "truncated", true],
  ["a read that fails while nothing is known to be wrong", ofSqlite, null, false],
  ["a mistake in the code meanwhile", new TypeError("x is undefined"), "missing", false],
] as const)("%s", (_, error, problem, expected) => {
  expect(isUnavailable(error, store(problem))).toBe(expected);
});

it("an error of the server's bundle is known in that of the pages", () => {
  class StoreUnavailable extends Error {
    override readonly name = "StoreUnavailable";
  }
  expect(isUnavailable(new StoreUnavailable(), store("missing"))).toBe(true);
});

it("loaders and actions of every route answer 503; what else they throw or answer goes through", async () => {
  const answers = {
    loader: async ({ fails }: { fails?: Error }) => {
      if (fails) throw fails;
      return "data";
    },
  };
  const build = withUnavailableAnswers(
    {
      routes: { one: { id: "one", path: "", module: { ...answers, action: answers.loader } } },
    } as unknown as ServerBuild,
    store("missing"),
  );
  const { loader, action } = (build.routes.one as unknown as { module: Record<string, unknown> })
    .module as Record<"loader" | "action", typeof answers.loader>;
  for (const answer of [loader, action]) {
    expect(await answer({})).toBe("data");
    const thrown = await answer({ fails: new StoreUnavailable(problemOf("missing")) }).catch(
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(Response);
    expect((thrown as Response).status).toBe(503);
    await expect(answer({ fails: new TypeError("x") })).rejects.toThrow(TypeError);
  }
});
