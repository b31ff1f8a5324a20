CREATE TABLE `amendment_support` (
	`amendment_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`amendment_id`, `person_id`),
	FOREIGN KEY (`amendment_id`) REFERENCES `amendments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `amendments` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`kind` text NOT NULL,
	`origin` text DEFAULT 'proposal' NOT NULL,
	`item_id` text,
	`area_id` text,
	`after_item_id` text,
	`basis_text` text,
	`proposed_text` text,
	`carried_basis` text,
	`carried_text` text,
	`basis_ref` text NOT NULL,
	`justification` text NOT NULL,
	`state` text DEFAULT 'proposed' NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`edited_at` integer,
	`decided_by` text,
	`decided_at` integer,
	`reason` text DEFAULT '' NOT NULL,
	`decided_from` text,
	`decided_to` text,
	`decision_id` text,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `amendments_document` ON `amendments` (`document_id`,`proposed_at`);--> statement-breakpoint
CREATE INDEX `amendments_item` ON `amendments` (`document_id`,`item_id`);--> statement-breakpoint
CREATE TABLE `mentions` (
	`comment_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`comment_id`, `kind`, `value`),
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `consultation_rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`number` integer NOT NULL,
	`audience` text NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`time_zone` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`started_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consultation_rounds_document` ON `consultation_rounds` (`document_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `notification_choices` (
	`person_id` text PRIMARY KEY NOT NULL,
	`muted` text NOT NULL,
	`mail` text NOT NULL,
	`mail_hour` integer NOT NULL,
	`time_zone` text NOT NULL,
	`last_digest_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`document_id` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`read_at` integer,
	`mailed_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notifications_person` ON `notifications` (`person_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_once` ON `notifications` (`person_id`,`kind`,`subject_id`);--> statement-breakpoint
ALTER TABLE `threads` ADD `about` text DEFAULT 'item' NOT NULL;--> statement-breakpoint
ALTER TABLE `threads` ADD `reopened_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `threads` ADD `reopened_at` integer;--> statement-breakpoint
ALTER TABLE `threads` ADD `internal_to` text REFERENCES delegations(code);--> statement-breakpoint
ALTER TABLE `documents` ADD `round_audience` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `round_over` integer DEFAULT false NOT NULL;