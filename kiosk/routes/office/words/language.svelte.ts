export type LanguageName = 'zh' | 'en';

const languageKey = 'love.office.language';

class Language {
	name: LanguageName = $state('zh');

	/** The words of a room in the language of this person; English has the keys of the Chinese. */
	pick<Words>(zh: Words, en: NoInfer<Words>): Words {
		return this.name === 'zh' ? zh : en;
	}

	/** Takes up the language that was chosen last on this computer. */
	begin(): void {
		this.#set(localStorage.getItem(languageKey) === 'en' ? 'en' : 'zh');
	}

	/** Chinese becomes English, and English Chinese. */
	turn(): void {
		this.#set(this.name === 'zh' ? 'en' : 'zh');
		localStorage.setItem(languageKey, this.name);
	}

	#set(name: LanguageName): void {
		this.name = name;
		document.documentElement.lang = name === 'zh' ? 'zh-CN' : 'en';
	}
}

/** The language of the back office on this computer. */
export const language = new Language();
