/// <reference path="../server/pocketbase.d.ts" />
// 存折: the code on its cover is looked up by a keyed hash and kept sealed for printing (R16).
migrate(
	(app) => {
		const idOf = (name) => app.findCollectionByNameOrId(name).id;
		const to = (name, collection) => {
			return {
				name,
				type: 'relation',
				collectionId: idOf(collection),
				required: true,
				maxSelect: 1,
			};
		};
		const ofVillage =
			'@request.auth.collectionName = "staff" && @request.auth.active = true && ' +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';
		app.save(
			new Collection({
				type: 'base',
				name: 'passbooks',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					to('household', 'households'),
					{ name: 'code_hash', type: 'text', required: true, hidden: true, max: 64 },
					{ name: 'sealed_code', type: 'text', required: true, hidden: true, max: 200 },
					{ name: 'number', type: 'text', required: true, min: 8, max: 8 },
					{
						name: 'status',
						type: 'select',
						required: true,
						values: ['open', 'replaced', 'closed'],
					},
					{ name: 'reason', type: 'text', max: 200 },
					{ name: 'opened_at', type: 'number', onlyInt: true },
					{ name: 'opened_by', type: 'text', max: 15 },
					{ name: 'ended_at', type: 'number', onlyInt: true },
					{ name: 'ended_by', type: 'text', max: 15 },
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_passbooks_code ON passbooks (code_hash)',
					'CREATE UNIQUE INDEX idx_passbooks_number ON passbooks (number)',
					// One open passbook for a household: the old code dies with the new one.
					"CREATE UNIQUE INDEX idx_passbooks_open ON passbooks (household) WHERE status = 'open'",
					'CREATE INDEX idx_passbooks_household ON passbooks (household)',
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
		refuse('passbooks_no_delete', 'DELETE ON passbooks', 'passbooks are never deleted');
		refuse(
			'passbooks_no_revival',
			`UPDATE ON passbooks WHEN OLD.status != 'open' OR NEW.code_hash != OLD.code_hash
			OR NEW.household != OLD.household OR NEW.number != OLD.number`,
			'an ended passbook stays ended and a code keeps its household',
		);
	},
	(app) => app.delete(app.findCollectionByNameOrId('passbooks')),
);
