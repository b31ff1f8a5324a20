CREATE TABLE `concepts` (
	`id` text PRIMARY KEY NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	FOREIGN KEY (`updated_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `positions` (
	`id` text PRIMARY KEY NOT NULL,
	`agenda_id` text NOT NULL,
	`item_id` text NOT NULL,
	`delegation` text NOT NULL,
	`position` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`text` text NOT NULL,
	`text_hash` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`agenda_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`delegation`) REFERENCES `delegations`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `positions_agenda` ON `positions` (`agenda_id`,`item_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `positions_once` ON `positions` (`agenda_id`,`item_id`,`delegation`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `terms` (
	`concept_id` text NOT NULL,
	`language` text NOT NULL,
	`position` integer NOT NULL,
	`term` text NOT NULL,
	PRIMARY KEY(`concept_id`, `language`, `position`),
	FOREIGN KEY (`concept_id`) REFERENCES `concepts`(`id`) ON UPDATE no action ON DELETE cascade
);
