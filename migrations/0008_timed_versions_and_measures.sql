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
CREATE INDEX `notifications_unread` ON `notifications` (`person_id`,`at`) WHERE read_at is null;