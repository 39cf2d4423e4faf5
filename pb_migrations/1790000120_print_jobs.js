/// <reference path="../server/pocketbase.d.ts" />
// 打印任务: born with what it prints, and moved on by the print agent alone.
migrate(
	(app) => {
		const idOf = (name) => app.findCollectionByNameOrId(name).id;
		const ofVillage =
			'@request.auth.collectionName = "staff" && @request.auth.active = true && ' +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';
		const whole = (name) => ({ name, type: 'number', onlyInt: true });
		const text = (name, max) => ({ name, type: 'text', max });
		app.save(
			new Collection({
				type: 'base',
				name: 'print_jobs',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					{
						name: 'village',
						type: 'relation',
						collectionId: idOf('villages'),
						required: true,
						maxSelect: 1,
					},
					// Kind, business id and copy: asked for twice, it is still one job.
					{ name: 'key', type: 'text', required: true, max: 80 },
					{ name: 'template', type: 'select', required: true, values: ['redemption', 'test_page'] },
					text('redemption', 15),
					whole('copy'),
					{
						name: 'status',
						type: 'select',
						required: true,
						values: [
							'queued',
							'claimed',
							'sending',
							'done',
							'done_unconfirmed',
							'uncertain',
							'blocked',
							'failed',
							'cancelled',
							'expired',
						],
					},
					whole('attempt'),
					text('agent', 15),
					text('proof', 20),
					text('message', 400),
					text('reason', 200),
					text('asked_by', 15),
					whole('created_at'),
					whole('changed_at'),
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_print_jobs_key ON print_jobs (village, key)',
					'CREATE INDEX idx_print_jobs_waiting ON print_jobs (village, status, created_at)',
					'CREATE INDEX idx_print_jobs_redemption ON print_jobs (redemption)',
				],
			}),
		);
		const refuse = (name, when, sentence) =>
			app
				.db()
				.newQuery(
					`CREATE TRIGGER ${name} BEFORE ${when} BEGIN SELECT RAISE(ABORT, '${sentence}'); END`,
				)
				.execute();
		refuse('print_jobs_no_delete', 'DELETE ON print_jobs', 'print jobs are never deleted');
		refuse(
			'print_jobs_ended',
			`UPDATE ON print_jobs WHEN OLD.status IN ('done', 'failed', 'cancelled', 'expired')`,
			'an ended print job stays ended',
		);
	},
	(app) => app.delete(app.findCollectionByNameOrId('print_jobs')),
);
