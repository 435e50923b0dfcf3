import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Trouble, Waiting } from '../ui/states';
import type { Place } from './routes';

/** A page whose code comes when it is first opened. */
export function lazily(load: Place['load']): ComponentType<{ readonly params: Readonly<Record<string, string>> }> {
  let loaded: Awaited<ReturnType<Place['load']>>['default'] | undefined;
  return function Lazy({ params }) {
    const [error, setError] = useState<unknown>();
    const [, setLoaded] = useState(loaded !== undefined);
    useEffect(() => {
      if (loaded) return;
      load().then((module) => {
        loaded = module.default;
        setLoaded(true);
      }, setError);
    }, []);
    const View = loaded;
    if (View) return <View params={params} />;
    return error ? <Trouble error={error} /> : <Waiting />;
  };
}
