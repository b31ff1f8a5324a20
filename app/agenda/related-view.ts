/** What the resource routes of related items and of groups answer. Types only. */
import type { RefusalCode } from "../refusal";
import type { ProposedGroup } from "./groups";
import type { Related } from "./related";
import type { ZeroDraftProposal } from "./zero-draft";

type Refusal = { ok: false; code: RefusalCode };

export type RelatedAnswer = { ok: true; related: Related[] } | Refusal;

export type ZeroDraftAnswer = ({ ok: true } & ZeroDraftProposal) | Refusal;

export type GroupsAnswer = { ok: true; groups: ProposedGroup[] } | Refusal;
