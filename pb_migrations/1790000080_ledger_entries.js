/// <reference path="../server/pocketbase.d.ts" />
// 积分流水: appended in the order of seq, without a gap, each row chained to the one before it.
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
		const whole = (name) => ({ name, type: 'number', onlyInt: true });
		const text = (name, max) => ({ name, type: 'text', max });

		// Where each village's chains end: points and stock.
		app.save(
			new Collection({
				type: 'base',
				name: 'chain_heads',
				fields: [
					to('village', 'villages'),
					{ name: 'chain', type: 'select', required: true, values: ['ledger', 'stock'] },
					whole('seq'),
					text('hash', 64),
				],
				indexes: ['CREATE UNIQUE INDEX idx_chain_heads ON chain_heads (village, chain)'],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'ledger_entries',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					whole('seq'),
					to('household', 'households'),
					to('account', 'accounts'),
					{
						name: 'kind',
						type: 'select',
						required: true,
						values: [
							'base',
							'opening',
							'award',
							'deduction',
							'bonus',
							'redemption',
							'reversal',
							'clearing',
						],
					},
					whole('total_change'),
					whole('bonus_change'),
					whole('redeemed_change'),
					whole('held_change'),
					text('day', 10),
					text('text', 400),
					text('english', 400),
					text('rule', 20),
					text('category', 20),
					text('redemption', 15),
					text('reverses', 15),
					text('digest', 64),
					whole('line'),
					whole('total_after'),
					whole('spendable_after'),
					text('request_key', 80),
					whole('entered_at'),
					text('entered_by', 15),
					text('hash', 64),
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_ledger_entries_seq ON ledger_entries (village, seq)',
					'CREATE UNIQUE INDEX idx_ledger_entries_line ON ledger_entries (household, line)',
					'CREATE UNIQUE INDEX idx_ledger_entries_key ON ledger_entries (village, request_key)',
					'CREATE INDEX idx_ledger_entries_account ON ledger_entries (account, seq)',
					'CREATE INDEX idx_ledger_entries_day ON ledger_entries (village, day)',
					// An entry is reversed once.
					"CREATE UNIQUE INDEX idx_ledger_entries_reverses ON ledger_entries (reverses) WHERE reverses != ''",
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
		const never = 'ledger_entries are append-only';
		refuse('ledger_entries_no_update', 'UPDATE ON ledger_entries', never);
		refuse('ledger_entries_no_delete', 'DELETE ON ledger_entries', never);
		refuse(
			'ledger_entries_in_order',
			`INSERT ON ledger_entries WHEN NEW.seq != 1 + COALESCE(
			(SELECT MAX(seq) FROM ledger_entries WHERE village = NEW.village), 0)`,
			'a ledger entry is out of order',
		);
		refuse('chain_heads_no_delete', 'DELETE ON chain_heads', 'a chain keeps its head');
		refuse(
			'chain_heads_forward',
			'UPDATE ON chain_heads WHEN NEW.seq != OLD.seq + 1',
			'a chain moves forward by one',
		);
	},
	(app) => {
		for (const name of ['ledger_entries', 'chain_heads']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
