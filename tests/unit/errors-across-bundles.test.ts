/** The server and the pages are two bundles, with two copies of each class of error. */
import { expect, it, vi } from "vitest";

const load = async () => {
  vi.resetModules();
  const [{ Refused }, { WorkStopped }, { StoreUnavailable, problemOf }] = await Promise.all([
    import("~/refusal"),
    import("~/processes/process-pool.server"),
    import("#db/file-guard"),
  ]);
  return { Refused, WorkStopped, StoreUnavailable, problemOf };
};

it("an error of one bundle is known for what it is in the other", async () => {
  const server = await load();
  const pages = await load();
  expect(pages.Refused).not.toBe(server.Refused);
  const thrown = {
    Refused: new server.Refused("too-many"),
    WorkStopped: new server.WorkStopped("memory", "too much"),
    StoreUnavailable: new server.StoreUnavailable(server.problemOf("missing")),
  };
  for (const known of ["Refused", "WorkStopped", "StoreUnavailable"] as const)
    for (const [name, error] of Object.entries(thrown))
      expect(error instanceof pages[known], `${name} as ${known}`).toBe(name === known);
  expect(new Error("Refused") instanceof pages.Refused).toBe(false);
  expect((null as unknown) instanceof pages.Refused).toBe(false);
});
