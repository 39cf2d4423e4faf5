// A command of PocketBase's own program, for start/keys.ts. The password comes by the environment,
// because every user of a machine may read the command lines of the others.
$app.rootCmd.addCommand(
	new Command({
		use: 'upsert-superuser',
		run: () => {
			const email = $os.getenv('LOVE_SUPERUSER_EMAIL');
			let record;
			try {
				record = $app.findAuthRecordByEmail('_superusers', email);
			} catch {
				record = new Record($app.findCollectionByNameOrId('_superusers'));
				record.setEmail(email);
			}
			record.setPassword($os.getenv('LOVE_SUPERUSER_PASSWORD'));
			$app.save(record);
			console.log('The superuser is ready.');
		},
	}),
);
