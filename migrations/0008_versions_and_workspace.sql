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
CREATE INDEX `versions_base` ON `document_versions` (`base`);