/** What the resource routes of related items answer. Types only. */
import type { RefusalCode } from "../refusal";
import type { Related } from "./related";

export type RelatedAnswer = { ok: true; related: Related[] } | { ok: false; code: RefusalCode };
