CREATE TABLE `adoptions` (
	`agenda_id` text PRIMARY KEY NOT NULL,
	`draft_id` text NOT NULL,
	`silence_id` text,
	`fingerprint` text NOT NULL,
	`record` text NOT NULL,
	`adopted_by` text,
	`adopted_at` integer NOT NULL,
	FOREIGN KEY (`agenda_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`draft_id`) REFERENCES `agenda_drafts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`silence_id`) REFERENCES `silences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`adopted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agenda_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`agenda_id` text NOT NULL,
	`kind` text NOT NULL,
	`position` integer NOT NULL,
	`number` integer NOT NULL,
	`version_id` text NOT NULL,
	`text_hash` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`issued_by` text,
	`issued_at` integer NOT NULL,
	FOREIGN KEY (`agenda_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `document_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agenda_drafts_position` ON `agenda_drafts` (`agenda_id`,`position`);--> statement-breakpoint
CREATE TABLE `consents` (
	`agenda_id` text NOT NULL,
	`item_id` text NOT NULL,
	`delegation` text NOT NULL,
	`consent` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`current` integer NOT NULL,
	`person_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`agenda_id`, `item_id`, `delegation`),
	FOREIGN KEY (`agenda_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`delegation`) REFERENCES `delegations`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `issued_files` (
	`sha256` text PRIMARY KEY NOT NULL,
	`agenda_id` text NOT NULL,
	`format` text NOT NULL,
	`options` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`agenda_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `issued_files_agenda` ON `issued_files` (`agenda_id`);--> statement-breakpoint
CREATE TABLE `silences` (
	`id` text PRIMARY KEY NOT NULL,
	`agenda_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`time_zone` text NOT NULL,
	`outcome` text,
	`ended_at` integer,
	`ended_by` text,
	`broken_for` text,
	`reason` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`agenda_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`draft_id`) REFERENCES `agenda_drafts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`started_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`broken_for`) REFERENCES `delegations`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `silences_running` ON `silences` (`agenda_id`) WHERE outcome is null;