import { Component, type ComponentChildren } from 'preact';
import { Trouble } from '../ui/states';

/** A page that breaks takes nothing else with it. */
export class Boundary extends Component<{ children: ComponentChildren }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error ? <Trouble error={this.state.error} /> : this.props.children;
  }
}
