/// <reference path="../server/pocketbase.d.ts" />
// 设备: a kiosk or a print agent, bound to one village, with its own token that can be revoked.
migrate(
	(app) => {
		const ofVillage =
			'@request.auth.collectionName = "staff" && @request.auth.active = true && ' +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';
		app.save(
			new Collection({
				type: 'auth',
				name: 'devices',
				// Nobody signs in as a device: its token comes from pairing alone.
				authRule: null,
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					{ name: 'email', type: 'email', required: false, system: true, hidden: true },
					{ name: 'name', type: 'text', required: true, max: 40 },
					{
						name: 'village',
						type: 'relation',
						collectionId: app.findCollectionByNameOrId('villages').id,
						required: true,
						maxSelect: 1,
					},
					{ name: 'kind', type: 'select', required: true, values: ['kiosk', 'print_agent'] },
					{
						name: 'status',
						type: 'select',
						required: true,
						values: ['pairing', 'active', 'revoked'],
					},
					{ name: 'pairing_hash', type: 'text', hidden: true, max: 64 },
					{ name: 'pairing_expires_at', type: 'number', onlyInt: true },
					{ name: 'last_seen_at', type: 'number', onlyInt: true },
					{ name: 'paired_at', type: 'number', onlyInt: true },
					{ name: 'revoked_at', type: 'number', onlyInt: true },
					{ name: 'printer', type: 'text', max: 20 },
				],
				indexes: [
					"CREATE UNIQUE INDEX idx_devices_pairing ON devices (pairing_hash) WHERE pairing_hash != ''",
					'CREATE INDEX idx_devices_village ON devices (village, kind)',
				],
				passwordAuth: { enabled: false },
				authAlert: { enabled: false },
			}),
		);
	},
	(app) => app.delete(app.findCollectionByNameOrId('devices')),
);
