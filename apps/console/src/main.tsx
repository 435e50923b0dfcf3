import { render } from 'preact';
import { App } from './app/app';
import { applyPreferences, preferences } from './app/preferences';
import './style.css';
import { speak } from './words/words';

applyPreferences();
preferences.watch(({ language }) => void speak(language));
await speak(preferences.get().language);
const root = document.getElementById('console');
if (root) render(<App />, root);
