CREATE TABLE `item_removals` (
	`document_id` text NOT NULL,
	`item_id` text NOT NULL,
	`ref` text NOT NULL,
	`at` integer NOT NULL,
	`person_id` text,
	PRIMARY KEY(`document_id`, `item_id`),
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `version_bases` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`state` blob NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `version_bases_document` ON `version_bases` (`document_id`);--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE `document_versions` ADD `packing` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE `document_versions` ADD `base` text REFERENCES version_bases(id);--> statement-breakpoint
CREATE INDEX `versions_base` ON `document_versions` (`base`);--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`person_id`,`at`) WHERE read_at is null;