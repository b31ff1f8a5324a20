import { z } from "zod";

/** A field of a form that holds JSON. */
export const json = z.string().transform((text, refinement) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    refinement.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
});
