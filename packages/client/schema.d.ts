// Generated from openapi.json by `npm run openapi`.

export interface paths {
    "/api/alert-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Those that alerts brought along too, by id.
         * @description Needs role `ADMIN`.
         */
        get: operations["sourcesListSources"];
        /**
         * Creates or changes alert sources, all or none.
         * @description Needs role `ADMIN`.
         */
        put: operations["sourcesPutSources"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert_history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Alertmanager webhook, version 4
         * @description Firing and resolved alerts. Answered once they are committed. Never 429, never a redirect; a 5xx only when a retry helps.
         */
        post: operations["receiveAlertHistory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The open alerts, as the ledger knows them.
         * @description Needs scope `read:systems`.
         */
        get: operations["alertsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does one thing to many open alerts, and says of each what it came to. With an organization outside the own tree nothing is done.
         * @description Needs scope `manage:systems`.
         */
        post: operations["actionsAct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/activity/{fingerprint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * alert activity retrieved successfully
         * @description Needs scope `read:systems`.
         */
        get: operations["handlingActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The caller takes charge of an open alert; the first assignment is its acknowledgement.
         * @description Needs scope `manage:systems`.
         */
        post: operations["handlingAssign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/episodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The episodes of a fingerprint, newest start first.
         * @description Needs scope `read:systems`.
         */
        get: operations["episodesEpisodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/episodes/{alert_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One episode, running or ended, by the `alert_id` that lists and Mackerel's alerts show; also by that of an alert that has become part of it.
         * @description Needs scope `read:systems`.
         */
        get: operations["episodesEpisode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/freshness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How old what the alerts are known from is, and what waits.
         * @description Needs scope `read:systems`.
         */
        get: operations["freshnessFreshness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * alert history retrieved successfully
         * @description Needs scope `read:systems`.
         */
        get: operations["historyHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One episode a line, of any number. A line that is refused never stops the others, and the same line twice changes nothing.
         * @description Needs role `ADMIN`.
         */
        post: operations["importTake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The labels that series in scope carry, most frequent first.
         * @description Needs scope `read:systems`.
         */
        get: operations["labelsNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/labels/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The values of a label that series in scope carry, most frequent first. An unknown label has none.
         * @description Needs scope `read:systems`.
         */
        get: operations["labelsValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * note added successfully
         * @description Needs scope `manage:systems`.
         */
        post: operations["handlingNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the event recorder of an Alertmanager tells of its notifications.
         * @description Needs scope `read:systems`.
         */
        get: operations["notificationsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/notifications/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * alert notification statistics retrieved successfully
         * @description Needs scope `read:systems`.
         */
        get: operations["notificationsStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be placed or stored, of tenants whose organizations are all in scope; what no tenant is known of is the owner's. Kept for 30 days.
         * @description Needs scope `read:systems`.
         */
        get: operations["quarantineList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/quarantine/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records what was set aside in the last 24 hours and can be placed by now. Doing it again changes nothing.
         * @description Needs role `ADMIN`.
         */
        post: operations["quarantineReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The silences that were made here and are not over, unless asked otherwise.
         * @description Needs scope `read:systems`.
         */
        get: operations["silencesList"];
        put?: never;
        /**
         * Silences an open alert in its tenant's Alertmanager.
         * @description Needs scope `manage:systems`.
         */
        post: operations["silencesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/silences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * silence retrieved successfully
         * @description Needs scope `read:systems`.
         */
        get: operations["silencesFind"];
        /**
         * Lets a silence end at another time; one that is over begins again, under another id.
         * @description Needs scope `manage:systems`.
         */
        put: operations["silencesChange"];
        post?: never;
        /**
         * Ends a silence now.
         * @description Needs scope `manage:systems`.
         */
        delete: operations["silencesRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures of the resolved alerts, by the instant their resolution was recorded.
         * @description Needs scope `read:systems`.
         */
        get: operations["alertsStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens in scope, while it happens: server-sent events `hello`, `alert`, `totals`, `resync` and `bye`, in one order for everybody. After
         *     a `resync` read your lists again. `bye` is the last one; go on with its `id` as `Last-Event-ID` or `after`.
         * @description Needs scope `read:systems`.
         */
        get: operations["streamFollow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the next characters of a name or a key may be.
         * @description Needs scope `read:systems`.
         */
        get: operations["alertsSuggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * alert totals retrieved successfully
         * @description Needs scope `read:systems`.
         */
        get: operations["alertsTotals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/totals/by-organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The organizations directly below one, each with the active alerts of everything below it.
         * @description Needs scope `read:systems`.
         */
        get: operations["byOrganizationList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * alerts trend retrieved successfully
         * @description Needs scope `read:systems`.
         */
        get: operations["alertsTrend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * api keys retrieved successfully
         * @description Needs role `ADMIN`.
         */
        get: operations["keysList"];
        put?: never;
        /**
         * The key itself is in this answer and in no other.
         * @description Needs role `ADMIN`.
         */
        post: operations["keysCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * api key revoked successfully
         * @description Needs role `ADMIN`.
         */
        delete: operations["keysRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backfills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each run of `npm run backfill` brought and left out, of tenants whose organizations are all in scope.
         * @description Needs role `ADMIN`.
         */
        get: operations["backfillsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/escalation-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Those that alerts brought along too, by id.
         * @description Needs role `ADMIN`.
         */
        get: operations["sourcesListPolicies"];
        /**
         * Creates or changes escalation policies, all or none.
         * @description Needs role `ADMIN`.
         */
        put: operations["sourcesPutPolicies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An event of another monitoring system
         * @description ALERT opens an alert, or changes the open one of the same key. ACCEPT acknowledges it, RESOLVE ends it, COMMENT adds to its timeline; without an open alert they do nothing.
         */
        post: operations["receiveEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits and what runs, the oldest first: read from the jobs themselves, of which the queue only holds tickets.
         * @description Needs role `ADMIN`.
         */
        get: operations["unfinishedList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** caller retrieved successfully */
        get: operations["meMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's own tree, or what is asked for of it; of each sub-tree parents come before their children.
         * @description Needs role `ADMIN`.
         */
        get: operations["organizationsList"];
        /**
         * Creates or changes organizations, in any order, all or none.
         * @description Needs role `ADMIN`.
         */
        put: operations["organizationsPut"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organizations of the caller's tree, by name. */
        get: operations["searchSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Soft-deletes an organization with everything below it.
         * @description Needs role `ADMIN`.
         */
        delete: operations["organizationsRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rate-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys and users that may ask more or less often than the rest.
         * @description Needs role `ADMIN`.
         */
        get: operations["rateLimitsList"];
        /**
         * All or none.
         * @description Needs role `ADMIN`.
         */
        put: operations["rateLimitsPut"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/api-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Idempotent by id.
         * @description Needs role `ADMIN` or scope `write:analytics`.
         */
        post: operations["usageCalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Idempotent by id.
         * @description Needs role `ADMIN` or scope `write:analytics`.
         */
        post: operations["usageSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * users retrieved successfully
         * @description Needs role `ADMIN` or scope `write:analytics`.
         */
        get: operations["usageList"];
        /**
         * users saved successfully
         * @description Needs role `ADMIN` or scope `write:analytics`.
         */
        put: operations["usagePut"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel list */
        get: operations["mackerelList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel find */
        get: operations["mackerelFind"];
        /** mackerel memo */
        put: operations["mackerelMemo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/alerts/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closing a closed alert is 200 and changes nothing. */
        post: operations["mackerelClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/alerts/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel logs */
        get: operations["mackerelLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel channels */
        get: operations["mackerelChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/downtimes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Silences are Alertmanager's. */
        get: operations["mackerelDowntimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The client's older versions ask for `hosts.json`. */
        get: operations["mackerelHosts[0]"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/hosts.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The client's older versions ask for `hosts.json`. */
        get: operations["mackerelHosts[1]"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/hosts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel host */
        get: operations["mackerelHost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/monitoring/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel checks */
        get: operations["mackerelChecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/monitoring/checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel check */
        get: operations["mackerelCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/monitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel monitors */
        get: operations["mackerelMonitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/monitors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel monitor */
        get: operations["mackerelMonitor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/org": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel organization */
        get: operations["mackerelOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** mackerel services */
        get: operations["mackerelServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/settings/ip-restriction/api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From where the organization's API keys may be used. */
        get: operations["ipRestrictionRead"];
        put?: never;
        /** A list that shuts out its own caller is refused. */
        post: operations["ipRestrictionReplace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v0/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People are the identity provider's. */
        get: operations["mackerelUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The open alerts in scope, by fingerprint. The whole list, however long.
         * @description Needs scope `read:systems`.
         */
        get: operations["alertmanagerAlerts"];
        put?: never;
        /**
         * What a Prometheus, vmalert or ruler sends to an Alertmanager
         * @description Answered once it is committed. An `endsAt` that lies ahead: the alert runs, and has ended when it is not told again until then; without one that is 5 minutes. A caller with `manage:systems` may send as well, for organizations of the scope.
         */
        post: operations["receiveAlerts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same by organization, name and receiver.
         * @description Needs scope `read:systems`.
         */
        get: operations["alertmanagerGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/receivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who receives the open alerts in scope.
         * @description Needs scope `read:systems`.
         */
        get: operations["alertmanagerReceivers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/silence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * tenant silences find
         * @description Needs scope `read:systems`.
         */
        get: operations["tenantSilencesFind"];
        put?: never;
        post?: never;
        /**
         * Ends a silence.
         * @description Needs scope `manage:systems`.
         */
        delete: operations["tenantSilencesRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The silences of all tenants in scope, those that are over included, as they were last read. The whole list, however long.
         * @description Needs scope `read:systems`.
         */
        get: operations["tenantSilencesList"];
        put?: never;
        /**
         * Makes a silence in the Alertmanager of the organization that its matchers name, or changes the one of the id.
         * @description Needs scope `manage:systems`.
         */
        post: operations["tenantSilencesPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What clients ask first: that this is an Alertmanager, and which one.
         * @description Needs scope `read:systems`.
         */
        get: operations["alertmanagerStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Those of tenants whose organizations are all in scope.
         * @description Needs role `ADMIN`.
         */
        get: operations["webhookTokensList"];
        put?: never;
        /**
         * A secret with which an Alertmanager sends the alerts of one tenant. It is in this answer and in no other.
         * @description Needs role `ADMIN`.
         */
        post: operations["webhookTokensCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * It is refused within ten seconds.
         * @description Needs role `ADMIN`.
         */
        delete: operations["webhookTokensRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/alertmanager": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Alertmanager webhook, version 4
         * @description Firing and resolved alerts. Answered once they are committed. Never 429, never a redirect; a 5xx only when a retry helps.
         */
        post: operations["receiveAlertmanager"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/alertmanager/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the event recorder of Alertmanager 0.33 and newer tells: one event, or a list of them
         * @description Alerts created, grouped and resolved, what held them, and notifications. In any order and number; answered once they are committed. A caller with the role ADMIN may send as well, for organizations of the scope.
         */
        post: operations["receiveRecordedEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/downloads/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** downloads the file of an export by the signed link of its status */
        get: operations["downloadsDownload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/system-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the platform and other services told, newest first.
         * @description Needs scope `read:analytics`.
         */
        get: operations["logsList"];
        put?: never;
        /**
         * Other services report theirs. Idempotent by id.
         * @description Needs role `ADMIN` or scope `write:analytics`.
         */
        post: operations["logsWrite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts by bucket of their start. A bucket without a contributing alert has no row.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["reportsAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/alerts/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sources, policies or numbers that reports can be narrowed by, by name.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["reportsFilters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/alerts/insights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the same alerts went, against the range before, and how much of it is noise.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["reportsInsights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/alerts/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same alerts by bucket of their start, empty buckets too.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["reportsSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/alerts/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same alerts over the whole range. `metric` and `group-by` are checked and change nothing.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["reportsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/api-keys/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls by user, resource and civil day: `[[userId, scope, "2021-08-01", calls], …]`.
         * @description Needs role `ADMIN`.
         */
        get: operations["usageApiKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long systems, organizations or alert names were free of alerts. Every alert that overlaps the range counts, wherever it began; open ones run on.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["findingsAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/bursts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When one alert came from many systems at once.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["findingsBursts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What every number of this product means.
         * @description Needs scope `report` or scope `read:analytics` or scope `read:systems`.
         */
        get: operations["reportsDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * lists exports, newest first
         * @description Needs role `report_admin`.
         */
        get: operations["exportsPage"];
        put?: never;
        /**
         * orders an export
         * @description Needs role `report_admin`.
         */
        post: operations["exportsOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/export/callback-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * gives the secret to verify callbacks with
         * @description Needs role `report_admin`.
         */
        get: operations["exportsCallbackSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/export/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * tells how far an export is
         * @description Needs scope `read:analytics`.
         */
        get: operations["exportsRead"];
        put?: never;
        post?: never;
        /**
         * cancels an export or deletes its file
         * @description Needs role `report_admin`.
         */
        delete: operations["exportsRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/interruptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * At which hours people were interrupted by alerts of priority HIGH, and who.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["findingsInterruptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * lists the schedules of the organization and of those below it
         * @description Needs role `report_admin`.
         */
        get: operations["schedulesPage"];
        put?: never;
        /**
         * makes a schedule
         * @description Needs role `report_admin`.
         */
        post: operations["schedulesMake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/schedules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * tells when a cron would come next
         * @description Needs role `report_admin`.
         */
        post: operations["schedulesPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * reads a schedule
         * @description Needs role `report_admin`.
         */
        get: operations["schedulesRead"];
        /**
         * replaces a schedule
         * @description Needs role `report_admin`.
         */
        put: operations["schedulesReplace"];
        post?: never;
        /**
         * ends a schedule
         * @description Needs role `report_admin`.
         */
        delete: operations["schedulesRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/schedules/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * runs a schedule now
         * @description Needs role `report_admin`.
         */
        post: operations["schedulesRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/schedules/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * lists the runs of a schedule, newest first
         * @description Needs role `report_admin`.
         */
        get: operations["schedulesRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/suppression": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What silences, inhibiting alerts or mute times held, for how long, and what nobody ever saw because of them.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["findingsSuppression"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/tuning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which alert rules are too nervous, and what a longer `for` or `keep_firing_for` would have spared.
         * @description Needs scope `report` or scope `read:analytics`.
         */
        get: operations["findingsTuning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/unsubscribe/{schedule}/{address}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** shows a page that takes an address off a schedule */
        get: operations["unsubscribeShow"];
        put?: never;
        /** takes an address off a schedule */
        post: operations["unsubscribeLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/usage-summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users, active users and sessions of whole UTC days.
         * @description Needs scope `read:analytics`.
         */
        get: operations["usageSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/api/v2/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a Prometheus, vmalert or ruler sends to an Alertmanager
         * @description Answered once it is committed. An `endsAt` that lies ahead: the alert runs, and has ended when it is not told again until then; without one that is 5 minutes. A caller with `manage:systems` may send as well, for organizations of the scope.
         */
        post: operations["receiveAlertsOfTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActedAlert: {
            /** @description Left out by customers, whose own it is. */
            organization_id?: string;
            fingerprint: string;
        };
        ActionInput: {
            /** @enum {string} */
            action: "assign" | "close" | "note" | "release" | "silence" | "unsilence";
            items: components["schemas"]["ActedAlert"][];
            /** @description assign: goes to the timeline besides. */
            note?: string;
            /** @description note: what it says. */
            text?: string;
            /** @description silence: from now on. */
            duration_minutes?: number;
            /**
             * Format: date-time
             * @description silence: RFC 3339 with offset, in the future; instead of `duration_minutes`.
             */
            end_at?: string;
            /** @description silence: its comment. close: why. */
            reason?: string;
        };
        ActionResult: {
            organization_id: string;
            fingerprint: string;
            /** @enum {string} */
            outcome: "done" | "not-found" | "refused" | "unchanged";
            /** @description Why it was refused. */
            message?: string;
        };
        ActionResults: {
            /** @description In the order of `items`. */
            results: components["schemas"]["ActionResult"][];
        };
        Activity: {
            /** @description Newest first. */
            events: components["schemas"]["ActivityEvent"][];
        };
        ActivityEvent: {
            id: number;
            organization_id: string;
            fingerprint: string;
            /** @enum {string} */
            action: "assigned" | "fired" | "inhibited" | "note_added" | "notified" | "resolved" | "severity_changed" | "silenced" | "unassigned" | "uninhibited" | "unsilenced";
            /** @description Null when no person did it. */
            actor_user_id: string | null;
            actor_name: string | null;
            /** @description Depends on the action: `text` of a note, `silence_id` or `silences`, `alerts` (the fingerprints that inhibit), `from` and `to` of a severity, `resolution`, `user_id` and `user_name` of an assignment. */
            details: {
                [key: string]: unknown;
            };
            /** @description Of a silence that was set or ended here; null of anything else. */
            silence_id: string | null;
            /** @description When it happened. */
            created_at: string;
            /** @description Start of the episode it happened to. */
            starts_at: string;
        };
        AlertEpisode: {
            id: number;
            organization_id: string;
            system_key: string | null;
            alertname: string;
            severity: string | null;
            /** @enum {string} */
            status: "firing" | "resolved";
            fingerprint: string;
            starts_at: string;
            /** @description Null while it runs, like `resolution` and `created_at`. */
            ends_at: string | null;
            acknowledged_at: string | null;
            summary: string | null;
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
            receiver: string | null;
            /** @enum {string|null} */
            resolution: "event" | "import" | "inferred" | "manual" | "webhook" | null;
            created_at: string | null;
            alert_id: string;
            /** @description Why it was closed by hand. */
            close_reason: string | null;
            memo: string | null;
            assigned_to: components["schemas"]["InCharge"] | null;
        };
        AlertEpisodes: {
            /** @description Newest start first. */
            episodes: components["schemas"]["AlertEpisode"][];
            next_cursor: string | null;
        };
        AlertGroup: {
            alerts: components["schemas"]["GettableAlert"][];
            labels: {
                [key: string]: string;
            };
            /** @description Its name is empty where nobody told who receives the alerts. */
            receiver: components["schemas"]["ReceiverName"];
        };
        AlertSeries: {
            /** @description Every bucket of the range, ascending. */
            buckets: components["schemas"]["SeriesPoint"][];
            /** @description Those of the equally long range before; only with `compare=previous`. */
            previous?: components["schemas"]["SeriesPoint"][];
            /** @description The ten largest, largest first; only with `by`. */
            groups?: components["schemas"]["SeriesOfGroup"][];
            /** @description All others together, where there are any. */
            rest?: components["schemas"]["SeriesOfRest"];
        };
        AlertSource: {
            /** @description Null: the organization's policy `Default`. */
            escalation_policy_id: number | null;
            /** @description The secret that `POST /api/events` takes. */
            integration_key: string;
            /** @description What reports call it. */
            id: number;
            organization_id: string;
            name: string;
            created_at: string;
        };
        AlertSourceInput: {
            /** @description Chosen by the caller, or given. An id in use means that one. */
            id?: number;
            organization_id: string;
            /** @description Unique in its organization. Without an id it tells which one is meant. */
            name: string;
            /** @description Where its alerts go unless they say so themselves. Absent: as before; null: the policy `Default`. */
            escalation_policy_id?: number | null;
        };
        AlertSources: {
            items: components["schemas"]["AlertSource"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        AlertSourcesInput: {
            items: components["schemas"]["AlertSourceInput"][];
        };
        AlertStatus: {
            /** @enum {string} */
            state: "active" | "suppressed" | "unprocessed";
            /** @description Ids of silences. */
            silencedBy: string[];
            /** @description Fingerprints of alerts. */
            inhibitedBy: string[];
            /** @description Names of mute and active times. */
            mutedBy: string[];
        };
        AlertSummary: {
            alertSourceId: number;
            escalationPolicyId: number;
            /** @description Empty when the alerts have none. */
            callRoutingNumberPhoneNumber: string;
            count: number;
            /** @description Whole seconds; absent when none was acknowledged. */
            mtta?: number;
            /** @description Whole seconds; absent when none is resolved. */
            mttr?: number;
        };
        AlertmanagerConfig: {
            /** @description Empty: there are as many configurations as tenants. */
            original: string;
        };
        AlertmanagerRefusal: string;
        AlertmanagerStatus: {
            cluster: components["schemas"]["ClusterStatus"];
            config: components["schemas"]["AlertmanagerConfig"];
            /** @description Since when this process runs. */
            uptime: string;
            versionInfo: components["schemas"]["VersionInfo"];
        };
        AlertnameCount: {
            alertname: string;
            count: number;
        };
        AlertsRefusal: {
            /** @description the HTTP status */
            code: number;
            message: string;
            data: {
                /** @enum {string} */
                type?: "validation_error";
                /** @description of a 400: one entry per wrong parameter */
                errors?: {
                    key: string;
                    message: string;
                    value: unknown;
                }[];
            };
        };
        ApiKey: {
            /** @example Zr4nX0pQ81Lk */
            id: string;
            organization_id: string;
            name: string;
            user_id: string;
            permissions: ("read" | "write")[];
            scopes: string[];
            roles: string[];
            cidrs: string[];
            expires_at: string | null;
            created_at: string;
            /** @description The user who made it. */
            created_by: string;
            /** @description Within some seconds; null: never. */
            last_used_at: string | null;
        };
        ApiKeyInput: {
            /** @description Whose alerts it shows; the caller's own organization unless given. */
            organization_id?: string;
            name: string;
            /** @description The user it acts as; the caller unless given. */
            user_id?: string;
            /**
             * @description Not more than the caller has.
             * @default []
             */
            scopes: string[];
            /**
             * @description Not more than the caller has.
             * @default []
             */
            roles: string[];
            /**
             * @description Addresses and ranges it may be used from; empty: from everywhere.
             * @default []
             * @example 10.0.0.0/8
             */
            cidrs: string[];
            /**
             * Format: date-time
             * @description When it ends; never unless given.
             */
            expires_at?: string | null;
            /** @description `read` for GET; the other methods need both. */
            permissions: ("read" | "write")[];
        };
        ApiKeys: {
            api_keys: components["schemas"]["ApiKey"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        AssignedTo: {
            user_id: string;
            user_name: string;
            user_org_id: string;
            user_org_name: string;
            assigned_at: string;
        };
        AssignmentInput: {
            /** @description Of an open alert. */
            fingerprint: string;
            /** @description Goes to the timeline besides. */
            note?: string;
        };
        Availability: {
            /** @description A system's key, empty where it has none; the id of an organization; the name of alerts. */
            key: string;
            /** @description Of a system. */
            organization_id?: string;
            /** @description Empty without `group-by`. */
            bucket: string;
            /** @description Whole seconds of the bucket within at least one alert. */
            alert_seconds: number;
            /** @description Share of the bucket without one, 6 decimals. */
            availability: number;
            /** @description Alerts that overlap the bucket. */
            episodes: number;
            /** @description Whole seconds of the longest stretch. */
            longest_seconds: number;
        };
        BackfillList: {
            /** @description Newest first. */
            backfills: components["schemas"]["BackfillReport"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        BackfillReport: {
            id: number;
            /** @description The server that was asked. */
            url: string;
            /** @description Null: the labels of the alerts said whose they are. */
            tenant: string | null;
            since: string;
            until: string;
            /** @description Everything before it is done. */
            position: string;
            started_at: string;
            /** @description Null: it is under way, or was stopped. */
            ended_at: string | null;
            recorded: number;
            left_out: components["schemas"]["ReasonCount"][];
            set_aside: components["schemas"]["ReasonCount"][];
        };
        Burst: {
            alertname: string;
            /** @description The first start. */
            from: string;
            /** @description The last start. */
            until: string;
            alerts: number;
            systems: number;
            organizations: number;
        };
        Bursts: {
            bursts: components["schemas"]["Burst"][];
            outside?: components["schemas"]["Figures"];
        };
        CallInput: {
            /** @description The same id twice is counted once; without one every report counts. */
            id?: string;
            user_id: string;
            /** @description The resource that was called, such as `alert`. */
            scope: string;
            /** Format: date-time */
            at: string;
            count: number;
        };
        CallbackSecret: {
            /**
             * @description Verifies the callbacks of the caller's organization, by any library of Standard Webhooks.
             * @example whsec_…
             */
            secret: string;
        };
        CallsInput: {
            calls: components["schemas"]["CallInput"][];
        };
        Check: {
            id: string;
            name: string;
        };
        CheckFound: {
            check: components["schemas"]["Check"];
        };
        Checks: {
            checks: components["schemas"]["Check"][];
            /** @description Only when more exist. */
            nextId?: string;
        };
        Choice: {
            /** @description Of a source or policy; a number is its own. */
            id: number | string;
            name: string;
            organization_id: string;
        };
        CloseInput: {
            /** @description May be empty. */
            reason: string;
        };
        ClusterStatus: {
            name: string;
            /** @enum {string} */
            status: "disabled" | "ready" | "settling";
            peers: string[];
        };
        ColumnsAge: {
            /** @description Since it last took in what was recorded; every question makes it do so. Null: it is being built. */
            age_seconds: number | null;
            /** @description Of its file. */
            bytes: number;
        };
        Counted: {
            received: number;
            /** @description How many of them were new. */
            inserted: number;
        };
        CreatedApiKey: {
            /** @description Shown this once: only a hash of it is stored. */
            key: string;
            /** @example Zr4nX0pQ81Lk */
            id: string;
            organization_id: string;
            name: string;
            user_id: string;
            permissions: ("read" | "write")[];
            scopes: string[];
            roles: string[];
            cidrs: string[];
            expires_at: string | null;
            created_at: string;
            /** @description The user who made it. */
            created_by: string;
            /** @description Within some seconds; null: never. */
            last_used_at: string | null;
        };
        CreatedWebhookToken: {
            id: string;
            /** @description Shown this once: only a hash of it is stored. */
            token: string;
        };
        Definition: {
            name: string;
            unit: string;
            formula: string;
        };
        Definitions: {
            definitions: components["schemas"]["Definition"][];
        };
        Durations: {
            n: number;
            mean?: number;
            min?: number;
            p50?: number;
            p90?: number;
            p95?: number;
            p99?: number;
            max?: number;
        };
        EscalationPolicies: {
            items: components["schemas"]["EscalationPolicy"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        EscalationPoliciesInput: {
            items: components["schemas"]["EscalationPolicyInput"][];
        };
        EscalationPolicy: {
            /** @description What reports call it. */
            id: number;
            organization_id: string;
            name: string;
            created_at: string;
        };
        EscalationPolicyInput: {
            /** @description Chosen by the caller, or given. An id in use means that one. */
            id?: number;
            organization_id: string;
            /** @description Unique in its organization. Without an id it tells which one is meant. */
            name: string;
        };
        ExportFault: {
            code: string;
            message: string;
            /** @description Whether ordering the same again may help. */
            retryable: boolean;
        };
        ExportJob: {
            job_id: string;
            /** @enum {string} */
            status: "completed" | "failed" | "processing" | "queued";
            report_type: string;
            /** @enum {string} */
            format: "csv" | "ndjson" | "parquet" | "xlsx";
            /** @enum {string} */
            compression: "gzip" | "none";
            start_date: string;
            end_date: string;
            /** @description Valid for 15 minutes; every read of the status gives a fresh one. Only while the file exists. */
            download_url?: string;
            /** @description 0 to 100, never backwards. */
            progress: number;
            rows_written: number;
            /** @description Of the file as it is downloaded, in bytes. */
            file_size: number | null;
            sha256: string | null;
            created_at: string;
            started_at: string | null;
            finished_at: string | null;
            /** @description When the file is deleted. */
            expires_at: string | null;
            error: components["schemas"]["ExportFault"] | null;
        };
        ExportPage: {
            exports: components["schemas"]["ExportJob"][];
            next_cursor: string | null;
        };
        Figures: {
            count: number;
            /** @description Unresolved. */
            open: number;
            /** @description Ever. */
            acknowledged: number;
            resolved: number;
            /** @description Without a person. */
            auto_resolved: number;
            mtta: components["schemas"]["Durations"];
            mttr: components["schemas"]["Durations"];
            /** @description Series with more than 2 changes within 30 minutes. */
            flapping: number;
            /** @description Share of the resolved alerts that fired again within 24 hours; absent without any. */
            refire_rate?: number;
            /** @description Share; absent without a target or an acknowledged alert. */
            within_mtta_target?: number;
            /** @description Share; absent without a target or a resolved alert. */
            within_mttr_target?: number;
        };
        ForTime: {
            seconds: number;
            /** @description Resolved alerts that were shorter. */
            avoided: number;
            /** @description Of those, the ones that somebody acknowledged. */
            lost: number;
        };
        FoundOrganization: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "customer" | "distributor" | "owner" | "reseller";
            /** @description Names from the top of what the caller sees down to this one. */
            path: string[];
            /** @description How many stand directly below. */
            children: number;
        };
        FoundOrganizations: {
            /** @description By name, ties by id. */
            organizations: components["schemas"]["FoundOrganization"][];
            next_cursor: string | null;
        };
        Freshness: {
            /** @description Between two polls of a tenant. */
            interval_seconds: number;
            tenants: components["schemas"]["TenantCounts"];
            /** @description At most 20, those first that never answered, then by the age of the answer. */
            oldest: components["schemas"]["TenantAge"][];
            columns: components["schemas"]["ColumnsAge"];
            pending: components["schemas"]["Pending"];
        };
        GettableAlert: {
            annotations: {
                [key: string]: string;
            };
            /** @description Lies ahead: until then an Alertmanager takes the alert to be firing. */
            endsAt: string;
            fingerprint: string;
            receivers: components["schemas"]["ReceiverName"][];
            startsAt: string;
            status: components["schemas"]["GettableStatus"];
            updatedAt: string;
            generatorURL: string;
            /** @description Always with `organization_id`. */
            labels: {
                [key: string]: string;
            };
        };
        GettableMatcher: {
            isEqual: boolean;
            isRegex: boolean;
            name: string;
            value: string;
        };
        GettableSilence: {
            id: string;
            status: components["schemas"]["GettableSilenceStatus"];
            updatedAt: string;
            comment: string;
            createdBy: string;
            endsAt: string;
            matchers: components["schemas"]["GettableMatcher"][];
            startsAt: string;
        };
        GettableSilenceStatus: {
            /** @enum {string} */
            state: "active" | "expired" | "pending";
        };
        GettableStatus: {
            /** @enum {string} */
            state: "active" | "suppressed" | "unprocessed";
            silencedBy: string[];
            inhibitedBy: string[];
            mutedBy: string[];
        };
        HistoryAlert: {
            id: number;
            organization_id: string;
            system_key: string | null;
            alertname: string;
            severity: string | null;
            /** @enum {string} */
            status: "resolved";
            fingerprint: string;
            starts_at: string;
            ends_at: string;
            acknowledged_at: string | null;
            summary: string | null;
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
            receiver: string | null;
            /** @enum {string} */
            resolution: "event" | "import" | "inferred" | "manual" | "webhook";
            /** @description When the resolution was recorded. */
            created_at: string;
            /** @description The same for ever, also while the alert ran: 11 base58 characters, in the order of the ids. */
            alert_id: string;
        };
        HistoryPage: {
            alerts: components["schemas"]["HistoryAlert"][];
            pagination: components["schemas"]["Pagination"];
        };
        Host: {
            id: string;
            name: string;
            /** @enum {string} */
            status: "working";
            memo: string;
            roles: {
                [key: string]: string[];
            };
            isRetired: boolean;
            /** @description Epoch seconds of its first alert. */
            createdAt: number;
            meta: {
                [key: string]: unknown;
            };
            interfaces: string[];
        };
        HostFound: {
            host: components["schemas"]["Host"];
        };
        Hosts: {
            hosts: components["schemas"]["Host"][];
        };
        ImportFault: {
            /** @description Counted from 1. */
            line: number;
            message: string;
        };
        ImportResult: {
            received: number;
            inserted: number;
            updated: number;
            /** @description Said nothing new. */
            unchanged: number;
            rejected: number;
            /** @description The first 1,000 of the rejected lines. */
            errors: components["schemas"]["ImportFault"][];
        };
        InCharge: {
            user_id: string;
            user_name: string;
            user_org_id: string;
            user_org_name: string;
            assigned_at: string;
        };
        Insights: {
            from: string;
            until: string;
            timezone: string;
            overall: components["schemas"]["Figures"];
            /** @description Of the equally long range before. */
            previous: components["schemas"]["Figures"];
            /** @description By falling count; only with `group-by-label`. */
            groups?: components["schemas"]["LabelFigures"][];
            /** @description How many values the label has, those that are not shown included; only with `group-by-label`. */
            group_count?: number;
            /** @description The 10 most frequent. */
            top_alertnames: components["schemas"]["AlertnameCount"][];
            /** @description The 10 most frequent. */
            top_systems: components["schemas"]["SystemCount"][];
            heatmap: number[][];
        };
        InterruptedAssignee: {
            /** @description Who is in charge now; null: nobody. */
            user_id: string | null;
            business: number;
            off: number;
            sleep: number;
        };
        InterruptionBucket: {
            bucket: string;
            business: number;
            off: number;
            sleep: number;
        };
        Interruptions: {
            buckets: components["schemas"]["InterruptionBucket"][];
            /** @description By falling sum, then by id. */
            assignees: components["schemas"]["InterruptedAssignee"][];
        };
        IpRestriction: {
            cidrs: string[];
        };
        IpRestrictionInput: {
            /**
             * @description Addresses and ranges; empty: from everywhere.
             * @example 10.0.0.0/8
             */
            cidrs: string[];
        };
        KeepFiringTime: {
            seconds: number;
            /** @description Alerts that began at most so long after the end of the one before. */
            avoided: number;
        };
        LabelFigures: {
            count: number;
            /** @description Unresolved. */
            open: number;
            /** @description Ever. */
            acknowledged: number;
            resolved: number;
            /** @description Without a person. */
            auto_resolved: number;
            mtta: components["schemas"]["Durations"];
            mttr: components["schemas"]["Durations"];
            /** @description Series with more than 2 changes within 30 minutes. */
            flapping: number;
            /** @description Share of the resolved alerts that fired again within 24 hours; absent without any. */
            refire_rate?: number;
            /** @description Share; absent without a target or an acknowledged alert. */
            within_mtta_target?: number;
            /** @description Share; absent without a target or a resolved alert. */
            within_mttr_target?: number;
            /** @description The value of the label, empty for the alerts without it. */
            label: string;
            previous: components["schemas"]["Figures"];
        };
        LabelName: {
            name: string;
            /** @description How many different values it has. */
            values: number;
            /** @description How many series (organization and fingerprint) carry it. */
            series: number;
        };
        LabelNames: {
            labels: components["schemas"]["LabelName"][];
            /** @description Only with `limit` or `cursor`. */
            next_cursor?: string | null;
        };
        LabelValue: {
            value: string;
            /** @description How many series (organization and fingerprint) carry it. */
            series: number;
        };
        LabelValues: {
            values: components["schemas"]["LabelValue"][];
            /** @description Only with `limit` or `cursor`. */
            next_cursor?: string | null;
        };
        LastRun: {
            slot: string;
            /** @enum {string} */
            state: "done" | "failed" | "running";
        };
        ListedSchedule: {
            /** @description Null: it has not run. */
            last_run: components["schemas"]["LastRun"] | null;
            id: string;
            /** @description Of `If-Match`. */
            version: number;
            name: string;
            cron: string;
            timezone: string;
            report: components["schemas"]["ScheduledReport"];
            recipients: components["schemas"]["Recipient"][];
            enabled: boolean;
            /** @description Why it ended by itself. */
            disabled_reason: string | null;
            /** @description Runs in a row that failed; at three it ends. */
            failures: number;
            next_run_at: string | null;
        };
        LoggedEvent: {
            /** @example 2026-05-12T07:46:50Z */
            timestamp: string;
            /** @enum {string} */
            severity: "error" | "info" | "warning";
            message: string;
            source: string | null;
        };
        MackerelAlert: {
            /** @example 2wpLU5fBXbG */
            id: string;
            /** @enum {string} */
            status: "CRITICAL" | "OK" | "UNKNOWN" | "WARNING";
            /** @description Stable per tenant and alert name. */
            monitorId: string;
            /** @enum {string} */
            type: "anomalyDetection" | "check" | "connectivity" | "expression" | "external" | "host" | "service";
            /** @description Only of connectivity, host, check and anomalyDetection. */
            hostId?: string;
            /** @description Only of host, service and external. */
            value?: number;
            /** @description Only of check and external. */
            message?: string;
            /** @description Only of an alert that was closed with one. */
            reason?: string;
            /** @description Epoch seconds. */
            openedAt: number;
            /** @description Epoch seconds. */
            closedAt?: number;
        };
        MackerelAlerts: {
            alerts: components["schemas"]["MackerelAlert"][];
            /** @description Only when more exist. */
            nextId?: string;
        };
        MackerelLog: {
            id: string;
            /** @description Epoch seconds. */
            createdAt: number;
            /** @enum {string} */
            status: "CRITICAL" | "OK" | "UNKNOWN" | "WARNING";
            /** @enum {string} */
            trigger: "manual" | "monitoring";
            monitorId: string;
        };
        MackerelLogs: {
            logs: components["schemas"]["MackerelLog"][];
            /** @description Only when more exist. */
            nextId?: string;
        };
        MackerelRefusal: {
            error: {
                message: string;
            };
        };
        Me: {
            subject: string;
            name: string;
            organization: components["schemas"]["OwnOrganization"];
            scopes: string[];
            roles: string[];
            /** @description `read` and `write` of an API key; null for a token. */
            permissions: string[] | null;
            /** @description When the credential ends; null: never. */
            expires_at: string | null;
            /** @description Calls a minute. */
            rate_limit: number;
            /** @description Of the gateway. */
            version: string;
            /** @description What else this installation serves: `console`. */
            features: string[];
        };
        Memo: {
            id: string;
            memo: string;
        };
        MemoInput: {
            /** @description Up to 80 KB. */
            memo: string;
        };
        Monitor: {
            id: string;
            /** @enum {string} */
            type: "anomalyDetection" | "connectivity" | "expression" | "external" | "host" | "service";
            name: string;
            memo: string;
            scopes?: string[];
            metric?: string;
            operator?: string;
            duration?: number;
            service?: string;
            method?: string;
            url?: string;
            expression?: string;
        };
        MonitorFound: {
            monitor: components["schemas"]["Monitor"];
        };
        Monitors: {
            monitors: components["schemas"]["Monitor"][];
        };
        NewExport: {
            /** @description usage-summary, system-events, alerts, alerts-summary, alert-history, api-keys-usage, availability, tuning, bursts, interruptions or suppression. */
            report_type: string;
            /** @description csv only: some of the report's columns, in this order. */
            columns?: string[];
            /** @description csv only, of alert-history: labels that are columns of their own, `label_<name>`, after the others; empty where an alert lacks the label. */
            label_columns?: string[];
            /**
             * @description A workbook has a sheet for each 1,048,575 rows, at most 8, with instants on the clocks of the organization; parquet has typed columns and UTC instants.
             * @enum {string}
             */
            format: "csv" | "ndjson" | "parquet" | "xlsx";
            /**
             * @description First day, in the organization's zone (usage-summary: UTC).
             * @example 2026-05-01
             */
            start_date: string;
            /**
             * @description Last day, inclusive. A range that reaches into today ends now; it may be longer than the matching endpoint allows.
             * @example 2026-05-31
             */
            end_date: string;
            /**
             * @description The query parameters of the matching endpoint; `organization_id` and `include` may stand in the query as well.
             * @default {}
             */
            filters: {
                [key: string]: unknown;
            };
            /**
             * @default none
             * @enum {string}
             */
            compression: "gzip" | "none";
            /**
             * @description csv only: texts that a spreadsheet would take for a formula begin with an apostrophe.
             * @default true
             */
            formula_guard: Record<string, never>;
            /**
             * @description csv only: between cells; a comma unless given.
             * @enum {string}
             */
            delimiter?: "\t" | "," | ";";
            /** @description csv only: begins with a byte order mark, by which spreadsheets know UTF-8. */
            bom?: boolean;
            /** @description Told when the export is completed or failed, signed as by Standard Webhooks; see `GET /reports/export/callback-secret`. */
            callback_url?: string;
        };
        NewSchedule: {
            /** @example What happened last week */
            name: string;
            /**
             * @description IANA name.
             * @example Europe/Rome
             */
            timezone: string;
            /**
             * @description Minute, hour, day of month, month, day of week; not more often than hourly.
             * @example 0 7 * * 1
             */
            cron: string;
            /** @description The fields of an export's order but its dates and callback, and `range`. */
            report: components["schemas"]["ScheduledReport"];
            recipients: components["schemas"]["Recipient"][];
            /** @default true */
            enabled: boolean;
        };
        NoChannels: {
            channels: Record<string, never>[];
        };
        NoDowntimes: {
            downtimes: Record<string, never>[];
        };
        NoServices: {
            services: Record<string, never>[];
        };
        NoUsers: {
            users: Record<string, never>[];
        };
        NoteInput: {
            /** @description Of an open alert. */
            fingerprint: string;
            text: string;
        };
        Notification: {
            at: string;
            receiver: string;
            integration: string;
            reason: string;
            /** @enum {string} */
            outcome: "failed" | "sent";
            error: string | null;
            /** @description Those in scope. */
            alerts: components["schemas"]["NotifiedAlert"][];
        };
        NotificationCount: {
            key: string;
            /** @description Notifications; one of several alerts counts once for each of their names or fingerprints. */
            count: number;
        };
        NotificationStats: {
            /** @description Most first, ties by key. */
            counts: components["schemas"]["NotificationCount"][];
        };
        Notifications: {
            /** @description Newest first. */
            notifications: components["schemas"]["Notification"][];
            /** @description Null: there are no more. */
            next_cursor: string | null;
        };
        NotifiedAlert: {
            organization_id: string;
            fingerprint: string;
            /** @description Null: the ledger does not hold it (any more). */
            alert_id: string | null;
            alertname: string;
        };
        OpenAlert: {
            fingerprint: string;
            labels: {
                [key: string]: string;
            };
            annotations: {
                [key: string]: string;
            };
            status: components["schemas"]["AlertStatus"];
            startsAt: string;
            /** @description An open alert has no end: always `0001-01-01T00:00:00Z`, as in Alertmanager's webhook. */
            endsAt: string;
            /** @description When it was last told. */
            updatedAt: string;
            receivers: components["schemas"]["Receiver"][];
            /** @description Empty when nobody told one. */
            generatorURL: string;
            organization_id: string;
            assigned_to: components["schemas"]["AssignedTo"] | null;
            /** @description The same for ever, also once it is history: 11 base58 characters. */
            alert_id: string;
        };
        OpenAlerts: {
            alerts: components["schemas"]["OpenAlert"][];
            pagination: components["schemas"]["PageOf"];
            /** @description What a reader should know: that the Alertmanagers were not heard for a while. */
            warnings: string[];
        };
        Organization: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "customer" | "distributor" | "owner" | "reseller";
            parent_id: string | null;
            tenant_id: string;
            timezone: string;
        };
        OrganizationInput: {
            /** @description Chosen by the caller; never changes. */
            id: string;
            name: string;
            /**
             * @description Null for the owner only. A parent may come later in the same batch.
             * @default null
             */
            parent_id: string | null;
            /** @description The tenant that holds its alerts; its own id unless given. */
            tenant_id?: string;
            /** @description IANA name; UTC unless given. */
            timezone?: string;
            /** @enum {string} */
            role: "customer" | "distributor" | "owner" | "reseller";
            /** @description Brings back one of this id that was deleted, without its keys; without it that is a 409. */
            restore?: boolean;
        };
        OrganizationName: {
            name: string;
        };
        OrganizationTotals: {
            organization_id: string;
            name: string;
            /** @enum {string} */
            role: "customer" | "distributor" | "owner" | "reseller";
            active: number;
            critical: number;
            warning: number;
            info: number;
            muted: number;
        };
        Organizations: {
            organizations: components["schemas"]["Organization"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        OrganizationsInput: {
            organizations: components["schemas"]["OrganizationInput"][];
        };
        OwnOrganization: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "customer" | "distributor" | "owner" | "reseller";
            /** @description IANA name. */
            timezone: string;
        };
        PageOf: {
            /** @description Null on the last page. */
            next_page: number | null;
            /** @description Null on the first page. */
            prev_page: number | null;
            /** @enum {string} */
            sort_by: "alertname" | "assigned_user_name" | "severity" | "starts_at" | "status";
            /** @enum {string} */
            sort_direction: "asc" | "desc";
            page: number;
            page_size: number;
            total_count: number;
            total_pages: number;
            has_next: boolean;
            has_prev: boolean;
        };
        Paged: {
            page: number;
            page_size: number;
            total_count: number;
            total_pages: number;
            has_next: boolean;
            has_prev: boolean;
        };
        Pagination: {
            page: number;
            page_size: number;
            total_count: number;
            total_pages: number;
            has_next: boolean;
            has_prev: boolean;
            /** @description Null on the last page. */
            next_page: number | null;
            /** @description Null on the first page. */
            prev_page: number | null;
            /** @enum {string} */
            sort_by: "alertname" | "created_at" | "ends_at" | "id" | "severity" | "starts_at" | "status";
            /** @enum {string} */
            sort_direction: "asc" | "desc";
            next_cursor: string | null;
        };
        Pending: {
            /** @description Transactions, counted up to 100,000. */
            batches: number;
            /** @description For how long this gateway has known the oldest of them to wait. */
            age_seconds: number;
        };
        PostableMatcher: {
            name: string;
            value: string;
            isRegex: boolean;
            /** @default true */
            isEqual: Record<string, never>;
        };
        PostableSilence: {
            /** @description With an exact one of `organization_id`, which says whose Alertmanager it is for; a caller with one organization may leave it out. */
            matchers: components["schemas"]["PostableMatcher"][];
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            startsAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset, in the future and after `startsAt`.
             */
            endsAt: string;
            /** @description Of the one that it replaces. */
            id?: string;
            createdBy: string;
            comment: string;
        };
        Preview: {
            /** @description The next five slots. */
            next: string[];
        };
        PreviewInput: {
            timezone: string;
            cron: string;
        };
        QuarantinePage: {
            alerts: components["schemas"]["QuarantinedAlert"][];
            pagination: components["schemas"]["QuarantinePagination"];
        };
        QuarantinePagination: {
            page: number;
            page_size: number;
            total_count: number;
            total_pages: number;
            has_next: boolean;
            has_prev: boolean;
        };
        QuarantinedAlert: {
            id: number;
            received_at: string;
            /** @description Whose Alertmanager sent it; null when it did not say. */
            tenant_id: string | null;
            reason: string;
            /** @description The alert as it came, with the name of its receiver: 64 KiB of it, `cut` names what is gone of a larger one. */
            payload: {
                [key: string]: unknown;
            };
            /** @description When it was recorded after all. */
            replayed_at: string | null;
        };
        RateLimit: {
            organization_id: string;
            /** @description Of a key. */
            api_key_id?: string;
            /** @description Of a user. */
            subject?: string;
            per_minute: number;
        };
        RateLimitInput: {
            /** @description The user's organization, the caller's own unless given. A key is found by its id. */
            organization_id?: string;
            api_key_id?: string;
            subject?: string;
            /** @description Requests in any 60 seconds; null: the configured number. */
            per_minute: number | null;
        };
        RateLimits: {
            /** @description What holds for everybody else. */
            default_per_minute: number;
            items: components["schemas"]["RateLimit"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        RateLimitsInput: {
            items: components["schemas"]["RateLimitInput"][];
        };
        ReasonCount: {
            /** @example known already */
            reason: string;
            count: number;
        };
        Received: {
            /** @description How many were sent. */
            received: number;
            /** @description How many of them were new. */
            inserted: number;
        };
        Receiver: {
            name: string;
        };
        ReceiverName: {
            name: string;
        };
        Recipient: {
            /** @description Of mail. */
            address?: string;
            /** @enum {string} */
            kind: "drop" | "mail" | "webhook";
            /** @description Of a webhook. */
            url?: string;
        };
        Replay: {
            /** @description Alerts that are in the ledger now. */
            replayed: number;
            /** @description Alerts of the last 24 hours that still cannot be placed or stored. */
            waiting: number;
        };
        ReportsRefusal: {
            status: number;
            code: string;
            error: string;
            message: string;
            /** @description of a 400: one entry per wrong parameter */
            errors?: {
                key: string;
                message: string;
                value: unknown;
            }[];
        };
        RunDelivery: {
            nth: number;
            /** @enum {string} */
            kind: "drop" | "mail" | "webhook";
            target: string;
            /** @enum {string} */
            state: "delivered" | "failed" | "waiting";
        };
        RunPage: {
            runs: components["schemas"]["ScheduleRun"][];
            next_cursor: string | null;
        };
        Schedule: {
            id: string;
            /** @description Of `If-Match`. */
            version: number;
            name: string;
            cron: string;
            timezone: string;
            report: components["schemas"]["ScheduledReport"];
            recipients: components["schemas"]["Recipient"][];
            enabled: boolean;
            /** @description Why it ended by itself. */
            disabled_reason: string | null;
            /** @description Runs in a row that failed; at three it ends. */
            failures: number;
            next_run_at: string | null;
        };
        SchedulePage: {
            schedules: components["schemas"]["ListedSchedule"][];
            next_cursor: string | null;
        };
        ScheduleRun: {
            slot: string;
            /** @enum {string} */
            state: "done" | "failed" | "running" | "skipped";
            export_id: string | null;
            error?: string;
            deliveries: components["schemas"]["RunDelivery"][];
        };
        ScheduledReport: {
            report_type: string;
            /** @enum {string} */
            format: "csv" | "ndjson" | "parquet" | "xlsx";
            /**
             * @description Whole days before that of the slot, in the schedule's zone.
             * @enum {string}
             */
            range: "last-30-days" | "last-7-days" | "previous-day" | "previous-month" | "previous-week";
            filters?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            compression?: "gzip" | "none";
        };
        SeriesOfGroup: {
            /** @description Of an organization, source or policy, or the severity; empty for what has none. */
            id: string;
            name: string;
            buckets: components["schemas"]["SeriesPoint"][];
        };
        SeriesOfRest: {
            buckets: components["schemas"]["SeriesPoint"][];
        };
        SeriesPoint: {
            bucket: string;
            /** @description First instant of the bucket within the range. */
            from: string;
            until: string;
            count: number;
            acknowledged: number;
            /** @description Whole seconds; absent when none was acknowledged. */
            mtta?: number;
            resolved: number;
            /** @description Whole seconds; absent when none is resolved. */
            mttr?: number;
        };
        SessionInput: {
            /** @description The same id twice is one session; a later end wins. */
            id: string;
            user_id: string;
            service?: string;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            ended_at?: string;
        };
        SessionsInput: {
            sessions: components["schemas"]["SessionInput"][];
        };
        SilenceId: {
            silenceID: string;
        };
        SilenceInput: {
            /** @description From now on. */
            duration_minutes?: number;
            /**
             * Format: date-time
             * @description RFC 3339 with offset, in the future.
             */
            end_at?: string;
            comment?: string;
            /** @description Of an open alert; the silence matches its labels. */
            fingerprint: string;
        };
        SilenceLength: {
            /** @description From now on. */
            duration_minutes?: number;
            /**
             * Format: date-time
             * @description RFC 3339 with offset, in the future.
             */
            end_at?: string;
            comment?: string;
        };
        SilenceMatcher: {
            name: string;
            value: string;
            isRegex: boolean;
            isEqual: boolean;
        };
        SilenceSaved: {
            id: string;
            organization_id: string;
            fingerprint: string;
            /** @description Of the alert that it was made for; empty where that has none. */
            system_key: string;
            matchers: components["schemas"]["SilenceMatcher"][];
            startsAt: string;
            endsAt: string;
            updatedAt: string;
            /** @description Name of the person. */
            createdBy: string;
            comment: string;
            status: components["schemas"]["SilenceStatus"];
            /** @description The same as `id`: another one than before when the Alertmanager has replaced the silence. */
            silence_id: string;
        };
        SilenceStatus: {
            /** @enum {string} */
            state: "active" | "expired" | "pending";
        };
        SilenceView: {
            id: string;
            organization_id: string;
            fingerprint: string;
            /** @description Of the alert that it was made for; empty where that has none. */
            system_key: string;
            matchers: components["schemas"]["SilenceMatcher"][];
            startsAt: string;
            endsAt: string;
            updatedAt: string;
            /** @description Name of the person. */
            createdBy: string;
            comment: string;
            status: components["schemas"]["SilenceStatus"];
        };
        Silences: {
            /** @description The latest end first. */
            silences: components["schemas"]["SilenceView"][];
            pagination: components["schemas"]["SilencesPage"];
        };
        SilencesPage: {
            page: number;
            page_size: number;
            total_count: number;
            total_pages: number;
            has_next: boolean;
            has_prev: boolean;
        };
        Stats: {
            total: number;
            /** @description Always critical, warning and info, besides any other label there is; `unknown` for alerts without one. */
            by_severity: {
                [key: string]: number;
            };
            /** @description Most frequent first, ties by name. */
            top_alertnames: components["schemas"]["AlertnameCount"][];
            /** @description Most frequent first, ties by key; alerts without a system are left out. */
            top_systems: components["schemas"]["SystemCount"][];
            /** @description Mean of end minus start. Absent without alerts. */
            mttr_seconds?: number;
            /** @description From the first start to the last one, over the number of alerts minus one. Absent below two alerts. */
            mtbf_seconds?: number;
        };
        Success: {
            /** @description Always true. */
            success: boolean;
        };
        Suggestion: {
            /** @enum {string} */
            kind: "delete" | "for" | "keep_firing_for";
            /** @description Absent for `delete`. */
            seconds?: number;
            avoided: number;
            lost: number;
        };
        Suggestions: {
            values: string[];
        };
        Suppression: {
            /** @description The id of a silence; the name of an inhibiting alert, its fingerprint where it is none in scope; the name of a mute time. */
            key: string;
            /** @description Empty without `group-by`. */
            bucket: string;
            /** @description Of a silence that the caller may see. */
            creator?: string;
            comment?: string;
            /** @description Alerts that it held within the bucket. */
            alerts: number;
            /** @description Whole seconds within the bucket, of all these alerts together. */
            suppressed_seconds: number;
            /** @description Those of the alerts that it held from their start to their end. */
            unseen: number;
        };
        SystemCount: {
            system_key: string;
            count: number;
        };
        SystemEventInput: {
            /** @description The same id twice is one event. */
            id?: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset; now unless given.
             */
            timestamp?: string;
            message: string;
            source?: string;
            /** @description In the caller's tree; the caller's own unless given. */
            organization_id?: string;
            /** @enum {string} */
            severity: "error" | "info" | "warning";
        };
        SystemEvents: {
            events: components["schemas"]["LoggedEvent"][];
            page: number;
            total_pages: number;
        };
        SystemEventsInput: {
            events: components["schemas"]["SystemEventInput"][];
        };
        TenantAge: {
            tenant_id: string;
            /** @description Null: never. */
            polled_at: string | null;
            failing_since: string | null;
            /** @description How many organizations it holds the alerts of. */
            organizations: number;
        };
        TenantCounts: {
            total: number;
            /** @description Answered within the last five minutes. */
            fresh: number;
            /** @description Their last poll failed. */
            failing: number;
            /** @description Never answered, and no poll of them failed. */
            never: number;
        };
        Totals: {
            /** @description Every alert the Alertmanager reports, muted and inhibited ones included. */
            active: number;
            critical: number;
            warning: number;
            info: number;
            /** @description Alerts with at least one silence. */
            muted: number;
            /** @description Resolved episodes. */
            history: number;
            /** @description What a reader should know about the numbers: stale, missing or unavailable. */
            warnings: string[];
        };
        TotalsByOrganization: {
            organizations: components["schemas"]["OrganizationTotals"][];
            pagination: components["schemas"]["Paged"];
        };
        Trend: {
            period: number;
            period_label: string;
            current_total: number;
            /** @description Of the equally long run of days before. */
            previous_total: number;
            delta: number;
            /** @description 2 decimals; 0 when previous_total is 0. */
            delta_percentage: number;
            /** @enum {string} */
            trend: "down" | "stable" | "up";
            /** @description One per day, ascending, the last one today. */
            data_points: components["schemas"]["TrendPoint"][];
        };
        TrendPoint: {
            /** @example 2026-05-12 */
            date: string;
            count: number;
        };
        Tuning: {
            alertname: string;
            episodes: number;
            resolved: number;
            acknowledged: number;
            auto_resolved: number;
            duration: components["schemas"]["TuningDurations"];
            gap: components["schemas"]["TuningGap"];
            for: components["schemas"]["ForTime"][];
            keep_firing: components["schemas"]["KeepFiringTime"][];
            suggestion: components["schemas"]["Suggestion"] | null;
        };
        TuningDurations: {
            /** @description Whole seconds; absent without a resolved alert. */
            p50?: number;
            p90?: number;
        };
        TuningGap: {
            /** @description Whole seconds from an end to the next start of the series; absent where none followed. */
            p50?: number;
        };
        UnfinishedExport: {
            job_id: string;
            organization_id: string;
            /** @description The user who ordered it. */
            subject: string;
            report_type: string;
            /** @enum {string} */
            format: "csv" | "ndjson" | "parquet" | "xlsx";
            /** @enum {string} */
            status: "completed" | "failed" | "processing" | "queued";
            /** @description How often a worker took it. */
            attempt: number;
            /** @description Failures of the export itself; the third is the last. */
            failures: number;
            /** @description Workers that died over it; ten are borne. */
            lost: number;
            /** @description Host, process and name of the worker that is at it; null while it waits. */
            holder: string | null;
            /** @description When another worker may take it. In the past for long: no worker runs. */
            lease_until: string | null;
            progress: number;
            rows_written: number;
            created_at: string;
            started_at: string | null;
            finished_at: string | null;
            /** @description Tries to call back that were in vain. */
            callback_failures: number;
            /** @description When the callback is sent next; null when there is none to send. */
            callback_due_at: string | null;
        };
        UnfinishedExports: {
            /** @description Of the whole installation, listed or not. */
            total_count: number;
            exports: components["schemas"]["UnfinishedExport"][];
        };
        UsageSummary: {
            /** @description Users that existed at any moment of the range. */
            total_users: number;
            /** @description Users with a session or an API call in the range. */
            active_users: number;
            /** @description Sessions that started in the range. */
            total_sessions: number;
        };
        User: {
            id: string;
            /** @description What reports call the user. */
            numeric_id: number;
            organization_id: string;
            team_ids: string[];
            created_at: string;
            deleted_at: string | null;
        };
        UserInput: {
            /** @description The `sub` of the user's tokens. */
            id: string;
            organization_id: string;
            team_ids?: string[];
            /**
             * Format: date-time
             * @description RFC 3339 with offset. First sight unless given.
             */
            created_at?: string;
            /** Format: date-time */
            deleted_at?: string;
        };
        Users: {
            users: components["schemas"]["User"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
        UsersInput: {
            users: components["schemas"]["UserInput"][];
        };
        VersionInfo: {
            branch: string;
            buildDate: string;
            buildUser: string;
            goVersion: string;
            revision: string;
            /** @description That of the Alertmanager whose answers these are like. */
            version: string;
        };
        WebhookToken: {
            /** @example 5f0c1a2b3c4d */
            id: string;
            /** @description Whose alerts it may send. */
            tenant: string;
            created_at: string;
            /** @description To the minute; null: never. */
            last_used_at: string | null;
        };
        WebhookTokenInput: {
            /** @description One whose organizations are all in the caller's tree. */
            tenant: string;
        };
        WebhookTokenList: {
            webhook_tokens: components["schemas"]["WebhookToken"][];
            /** @description With `limit` or `cursor`: where the next page begins; null at the end. */
            next_cursor?: string | null;
        };
    };
    responses: {
        /** @description a parameter is wrong; every one is named */
        AlertsRefusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 400,
                 *       "message": "validation failed",
                 *       "data": {
                 *         "type": "validation_error",
                 *         "errors": [
                 *           {
                 *             "key": "page",
                 *             "message": "page must be a whole number from 1 to 1000000000",
                 *             "value": "x"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AlertsRefusal"];
            };
        };
        /** @description no credentials, or bad ones */
        AlertsRefusal401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 401,
                 *       "message": "invalid token",
                 *       "data": {}
                 *     }
                 */
                "application/json": components["schemas"]["AlertsRefusal"];
            };
        };
        /** @description a scope, role, permission or address is missing, or an organization is outside the caller's tree */
        AlertsRefusal403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 403,
                 *       "message": "insufficient permissions",
                 *       "data": {}
                 *     }
                 */
                "application/json": components["schemas"]["AlertsRefusal"];
            };
        };
        /** @description no such object in the caller's scope */
        AlertsRefusal404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 404,
                 *       "message": "not found",
                 *       "data": {}
                 *     }
                 */
                "application/json": components["schemas"]["AlertsRefusal"];
            };
        };
        /** @description too many requests, or a quota is used up */
        AlertsRefusal429: {
            headers: {
                /** @description whole seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 429,
                 *       "message": "too many requests",
                 *       "data": {}
                 *     }
                 */
                "application/json": components["schemas"]["AlertsRefusal"];
            };
        };
        /** @description any other refusal; docs/problems.md lists all of them */
        AlertsRefusal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AlertsRefusal"];
            };
        };
        /** @description a parameter is wrong; every one is named */
        ReportsRefusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 400,
                 *       "code": "BAD_REQUEST",
                 *       "error": "Bad Request",
                 *       "message": "validation failed",
                 *       "errors": [
                 *         {
                 *           "key": "page",
                 *           "message": "page must be a whole number from 1 to 1000000000",
                 *           "value": "x"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReportsRefusal"];
            };
        };
        /** @description no credentials, or bad ones */
        ReportsRefusal401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 401,
                 *       "code": "UNAUTHORIZED",
                 *       "error": "Unauthorized",
                 *       "message": "invalid token"
                 *     }
                 */
                "application/json": components["schemas"]["ReportsRefusal"];
            };
        };
        /** @description a scope, role, permission or address is missing, or an organization is outside the caller's tree */
        ReportsRefusal403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 403,
                 *       "code": "FORBIDDEN",
                 *       "error": "Forbidden",
                 *       "message": "You do not have access to this resource."
                 *     }
                 */
                "application/json": components["schemas"]["ReportsRefusal"];
            };
        };
        /** @description no such object in the caller's scope */
        ReportsRefusal404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 404,
                 *       "code": "NOT_FOUND",
                 *       "error": "Not Found",
                 *       "message": "not found"
                 *     }
                 */
                "application/json": components["schemas"]["ReportsRefusal"];
            };
        };
        /** @description too many requests, or a quota is used up */
        ReportsRefusal429: {
            headers: {
                /** @description whole seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 429,
                 *       "code": "TOO_MANY_REQUESTS",
                 *       "error": "Too Many Requests",
                 *       "message": "too many requests"
                 *     }
                 */
                "application/json": components["schemas"]["ReportsRefusal"];
            };
        };
        /** @description any other refusal; docs/problems.md lists all of them */
        ReportsRefusal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ReportsRefusal"];
            };
        };
        /** @description a parameter is wrong; every one is named */
        MackerelRefusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "page: page must be a whole number from 1 to 1000000000"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MackerelRefusal"];
            };
        };
        /** @description no credentials, or bad ones */
        MackerelRefusal401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "Authentication failed. Please try with valid Api Key."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MackerelRefusal"];
            };
        };
        /** @description a scope, role, permission or address is missing, or an organization is outside the caller's tree */
        MackerelRefusal403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "insufficient permissions"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MackerelRefusal"];
            };
        };
        /** @description no such object in the caller's scope */
        MackerelRefusal404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "not found"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MackerelRefusal"];
            };
        };
        /** @description too many requests, or a quota is used up */
        MackerelRefusal429: {
            headers: {
                /** @description whole seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "too many requests"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MackerelRefusal"];
            };
        };
        /** @description any other refusal; docs/problems.md lists all of them */
        MackerelRefusal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MackerelRefusal"];
            };
        };
        /** @description a parameter is wrong; every one is named */
        AlertmanagerRefusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example page: page must be a whole number from 1 to 1000000000 */
                "application/json": components["schemas"]["AlertmanagerRefusal"];
            };
        };
        /** @description no credentials, or bad ones */
        AlertmanagerRefusal401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example invalid token */
                "application/json": components["schemas"]["AlertmanagerRefusal"];
            };
        };
        /** @description a scope, role, permission or address is missing, or an organization is outside the caller's tree */
        AlertmanagerRefusal403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example insufficient permissions */
                "application/json": components["schemas"]["AlertmanagerRefusal"];
            };
        };
        /** @description no such object in the caller's scope */
        AlertmanagerRefusal404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example not found */
                "application/json": components["schemas"]["AlertmanagerRefusal"];
            };
        };
        /** @description too many requests, or a quota is used up */
        AlertmanagerRefusal429: {
            headers: {
                /** @description whole seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /** @example too many requests */
                "application/json": components["schemas"]["AlertmanagerRefusal"];
            };
        };
        /** @description any other refusal; docs/problems.md lists all of them */
        AlertmanagerRefusal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AlertmanagerRefusal"];
            };
        };
    };
    parameters: {
        /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
        organization_id: string[];
        /** @description `descendants`: each named organization with everything below it. */
        include: "descendants";
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sourcesListSources: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert sources retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert sources retrieved successfully */
                        message: string;
                        data: components["schemas"]["AlertSources"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    sourcesPutSources: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertSourcesInput"];
            };
        };
        responses: {
            /** @description alert sources saved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert sources saved successfully */
                        message: string;
                        data: components["schemas"]["AlertSources"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    receiveAlertHistory: {
        parameters: {
            query?: {
                /** @description whose Alertmanager sends */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version?: string;
                    receiver?: string;
                    alerts: Record<string, never>[];
                };
            };
        };
        responses: {
            /** @description stored */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["AlertsRefusal400"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    alertsList: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                status?: ("active" | "suppressed" | "unprocessed")[];
                severity?: ("critical" | "warning" | "info")[];
                sort_by?: "starts_at" | "severity" | "alertname" | "status" | "assigned_user_name";
                sort_direction?: "asc" | "desc";
                system_key?: string[];
                alertname?: string[];
                /** @description User ids; `none` for alerts that nobody is in charge of. */
                assigned_user_id?: string[];
                /** @description A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alerts retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alerts retrieved successfully */
                        message: string;
                        data: components["schemas"]["OpenAlerts"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    actionsAct: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionInput"];
            };
        };
        responses: {
            /** @description actions carried out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example actions carried out */
                        message: string;
                        data: components["schemas"]["ActionResults"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    handlingActivity: {
        parameters: {
            query?: {
                /** @description How many events. */
                limit?: number;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert activity retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert activity retrieved successfully */
                        message: string;
                        data: components["schemas"]["Activity"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    handlingAssign: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentInput"];
            };
        };
        responses: {
            /** @description alert assigned successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert assigned successfully */
                        message: string;
                        data: components["schemas"]["OpenAlert"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    episodesEpisodes: {
        parameters: {
            query: {
                fingerprint: string;
                /** @description Only the episode that ran at this instant: it had started, and not yet ended. */
                starts_at?: string;
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert episodes retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert episodes retrieved successfully */
                        message: string;
                        data: components["schemas"]["AlertEpisodes"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    episodesEpisode: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                alert_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert episode retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert episode retrieved successfully */
                        message: string;
                        data: components["schemas"]["AlertEpisode"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    freshnessFreshness: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description freshness retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example freshness retrieved successfully */
                        message: string;
                        data: components["schemas"]["Freshness"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    historyHistory: {
        parameters: {
            query?: {
                /** @description Inclusive, of created_at. RFC 3339 with offset. */
                from_date?: string;
                /** @description Exclusive, of created_at; after from_date. */
                to_date?: string;
                status?: ("resolved" | "firing")[];
                page?: number;
                page_size?: number;
                /** @description `next_cursor` of the page before, with the same filters and order. */
                cursor?: string;
                sort_by?: "id" | "alertname" | "severity" | "status" | "starts_at" | "ends_at" | "created_at";
                sort_direction?: "asc" | "desc";
                system_key?: string[];
                alertname?: string[];
                /** @description critical, warning, info, or any other text that the label has. */
                severity?: string[];
                /** @description A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert history retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert history retrieved successfully */
                        message: string;
                        data: components["schemas"]["HistoryPage"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    importTake: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description alerts imported successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alerts imported successfully */
                        message: string;
                        data: components["schemas"]["ImportResult"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    labelsNames: {
        parameters: {
            query?: {
                /** @description How many at most; with it the answer has a `next_cursor`. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert labels retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert labels retrieved successfully */
                        message: string;
                        data: components["schemas"]["LabelNames"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    labelsValues: {
        parameters: {
            query?: {
                /** @description How many at most; with it the answer has a `next_cursor`. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description A part of the value; upper and lower case differ. */
                q?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert label values retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert label values retrieved successfully */
                        message: string;
                        data: components["schemas"]["LabelValues"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    handlingNote: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteInput"];
            };
        };
        responses: {
            /** @description note added successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example note added successfully */
                        message: string;
                        data: components["schemas"]["OpenAlert"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    notificationsList: {
        parameters: {
            query?: {
                /** @description Inclusive. RFC 3339 with offset. */
                from_date?: string;
                /** @description Exclusive; after from_date. */
                to_date?: string;
                outcome?: ("sent" | "failed")[];
                /** @description How many at most. */
                page_size?: number;
                /** @description `next_cursor` of the page before, with the same filters. */
                cursor?: string;
                receiver?: string[];
                /** @description Such as `webhook` or `email`. */
                integration?: string[];
                /** @description Alertmanager's, such as `first_notification`, in any case. */
                reason?: string[];
                alertname?: string[];
                fingerprint?: string[];
                /** @description A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert notifications retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert notifications retrieved successfully */
                        message: string;
                        data: components["schemas"]["Notifications"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    notificationsStats: {
        parameters: {
            query: {
                /** @description Inclusive. RFC 3339 with offset. */
                from_date?: string;
                /** @description Exclusive; after from_date. */
                to_date?: string;
                outcome?: ("sent" | "failed")[];
                by: "receiver" | "integration" | "outcome" | "reason" | "alertname" | "fingerprint";
                receiver?: string[];
                /** @description Such as `webhook` or `email`. */
                integration?: string[];
                /** @description Alertmanager's, such as `first_notification`, in any case. */
                reason?: string[];
                alertname?: string[];
                fingerprint?: string[];
                /** @description A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert notification statistics retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert notification statistics retrieved successfully */
                        message: string;
                        data: components["schemas"]["NotificationStats"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    quarantineList: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description Only those that still wait, or those that were replayed. */
                state?: "waiting" | "replayed";
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description quarantined alerts retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example quarantined alerts retrieved successfully */
                        message: string;
                        data: components["schemas"]["QuarantinePage"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    quarantineReplay: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description quarantine replayed successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example quarantine replayed successfully */
                        message: string;
                        data: components["schemas"]["Replay"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    silencesList: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description Those that are not over, unless asked otherwise. */
                state?: ("pending" | "active" | "expired")[];
                fingerprint?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description silences retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example silences retrieved successfully */
                        message: string;
                        data: components["schemas"]["Silences"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    silencesCreate: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SilenceInput"];
            };
        };
        responses: {
            /** @description silence created successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example silence created successfully */
                        message: string;
                        data: components["schemas"]["SilenceSaved"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    silencesFind: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description silence retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example silence retrieved successfully */
                        message: string;
                        data: components["schemas"]["SilenceView"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    silencesChange: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SilenceLength"];
            };
        };
        responses: {
            /** @description silence updated successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example silence updated successfully */
                        message: string;
                        data: components["schemas"]["SilenceSaved"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    silencesRemove: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description silence deleted successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example silence deleted successfully */
                        message: string;
                        data: components["schemas"]["SilenceView"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    alertsStats: {
        parameters: {
            query?: {
                /** @description Inclusive, of created_at. RFC 3339 with offset. */
                from_date?: string;
                /** @description Exclusive, of created_at; after from_date. */
                to_date?: string;
                /** @description How many names and systems. */
                top?: number;
                /** @description A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert stats retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert stats retrieved successfully */
                        message: string;
                        data: components["schemas"]["Stats"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    streamFollow: {
        parameters: {
            query?: {
                kind?: ("fired" | "severity_changed" | "assigned" | "unassigned" | "note_added" | "silenced" | "unsilenced" | "inhibited" | "uninhibited" | "notified" | "resolved" | "merged")[];
                /** @description Exactly these severities. */
                severity?: string[];
                /** @description Matchers over labels, as Alertmanager and Prometheus write them: `team="core"`, `pod=~"api-.*"`. All of them hold. */
                filter?: string[];
                /** @description The `id` after which to go on; the header `Last-Event-ID` counts more. */
                after?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events until either side ends the stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    alertsSuggest: {
        parameters: {
            query: {
                /** @description What the value begins with; upper and lower case differ. */
                q?: string;
                limit?: number;
                field: "alertname" | "system_key";
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description suggestions retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example suggestions retrieved successfully */
                        message: string;
                        data: components["schemas"]["Suggestions"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    alertsTotals: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert totals retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert totals retrieved successfully */
                        message: string;
                        data: components["schemas"]["Totals"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    byOrganizationList: {
        parameters: {
            query?: {
                /** @description Whose children; the caller's own organization unless given. */
                parent_id?: string;
                page?: number;
                page_size?: number;
                /** @description `active` and `critical` descend, `name` ascends; ties by name, then id. */
                sort_by?: "active" | "critical" | "name";
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alert totals retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alert totals retrieved successfully */
                        message: string;
                        data: components["schemas"]["TotalsByOrganization"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    alertsTrend: {
        parameters: {
            query?: {
                /** @description Days up to today. */
                period?: 7 | 30 | 180 | 365;
                /** @description IANA name of the zone whose civil days are counted. */
                timezone?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alerts trend retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example alerts trend retrieved successfully */
                        message: string;
                        data: components["schemas"]["Trend"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    keysList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description api keys retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example api keys retrieved successfully */
                        message: string;
                        data: components["schemas"]["ApiKeys"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    keysCreate: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyInput"];
            };
        };
        responses: {
            /** @description api key created successfully */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 201 */
                        code: number;
                        /** @example api key created successfully */
                        message: string;
                        data: components["schemas"]["CreatedApiKey"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    keysRevoke: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description api key revoked successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example api key revoked successfully */
                        message: string;
                        data: components["schemas"]["ApiKey"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    backfillsList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description backfills retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example backfills retrieved successfully */
                        message: string;
                        data: components["schemas"]["BackfillList"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    sourcesListPolicies: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description escalation policies retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example escalation policies retrieved successfully */
                        message: string;
                        data: components["schemas"]["EscalationPolicies"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    sourcesPutPolicies: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalationPoliciesInput"];
            };
        };
        responses: {
            /** @description escalation policies saved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example escalation policies saved successfully */
                        message: string;
                        data: components["schemas"]["EscalationPolicies"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    receiveEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the alert source; `apiKey` is another name for it */
                    integrationKey?: string;
                    /** @enum {string} */
                    eventType: "ALERT" | "ACCEPT" | "RESOLVE" | "COMMENT";
                    /** @description names the alert within its source; trimmed, upper and lower case are the same. An ALERT without one is an alert of its own */
                    alertKey?: string;
                    /** @description required for ALERT */
                    summary?: string;
                    /**
                     * @description HIGH when critical, else LOW, unless given or a label says so
                     * @enum {string}
                     */
                    priority?: "LOW" | "HIGH";
                    /** @description the entries of an object become annotations, anything else becomes the annotation `details` */
                    details?: unknown;
                    /** @description for the timeline; a COMMENT without one takes its summary */
                    comment?: string;
                    labels?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description event accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 202 */
                        code: number;
                        /** @example event accepted */
                        message: string;
                        data: {
                            /** @enum {string} */
                            eventType: "ALERT" | "ACCEPT" | "RESOLVE" | "COMMENT";
                            /** @description as it is compared; made up when none was given */
                            alertKey: string;
                            /** @description names the alert in the rest of the API */
                            fingerprint: string;
                        };
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    unfinishedList: {
        parameters: {
            query?: {
                page_size?: number;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description unfinished exports retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example unfinished exports retrieved successfully */
                        message: string;
                        data: components["schemas"]["UnfinishedExports"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    meMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description caller retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example caller retrieved successfully */
                        message: string;
                        data: components["schemas"]["Me"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    organizationsList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description organizations retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example organizations retrieved successfully */
                        message: string;
                        data: components["schemas"]["Organizations"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    organizationsPut: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationsInput"];
            };
        };
        responses: {
            /** @description organizations saved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example organizations saved successfully */
                        message: string;
                        data: components["schemas"]["Organizations"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    searchSearch: {
        parameters: {
            query?: {
                /** @description A part of the id or the name, in any case. */
                q?: string;
                /** @description Only those directly below this one. */
                parent_id?: string;
                role?: "owner" | "distributor" | "reseller" | "customer";
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only these, up to 200. */
                id?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description organizations retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example organizations retrieved successfully */
                        message: string;
                        data: components["schemas"]["FoundOrganizations"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    organizationsRemove: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description organization deleted successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example organization deleted successfully */
                        message: string;
                        data: components["schemas"]["Organizations"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    rateLimitsList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description rate limits retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example rate limits retrieved successfully */
                        message: string;
                        data: components["schemas"]["RateLimits"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    rateLimitsPut: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateLimitsInput"];
            };
        };
        responses: {
            /** @description rate limits saved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example rate limits saved successfully */
                        message: string;
                        data: components["schemas"]["RateLimits"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    usageCalls: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallsInput"];
            };
        };
        responses: {
            /** @description calls saved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example calls saved successfully */
                        message: string;
                        data: components["schemas"]["Counted"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    usageSessions: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionsInput"];
            };
        };
        responses: {
            /** @description sessions saved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example sessions saved successfully */
                        message: string;
                        data: components["schemas"]["Counted"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    usageList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description users retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example users retrieved successfully */
                        message: string;
                        data: components["schemas"]["Users"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    usagePut: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsersInput"];
            };
        };
        responses: {
            /** @description users saved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example users saved successfully */
                        message: string;
                        data: components["schemas"]["Users"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    mackerelList: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `true` or `1`: closed alerts as well. */
                withClosed?: "" | "true" | "1" | "false" | "0";
                /** @description The last id of the page before; empty is the first page. */
                nextId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MackerelAlerts"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelFind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MackerelAlert"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            404: components["responses"]["MackerelRefusal404"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelMemo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemoInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Memo"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            404: components["responses"]["MackerelRefusal404"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelClose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MackerelAlert"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            404: components["responses"]["MackerelRefusal404"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelLogs: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The last id of the page before; empty is the first page. */
                nextId?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MackerelLogs"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            404: components["responses"]["MackerelRefusal404"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoChannels"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelDowntimes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoDowntimes"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    "mackerelHosts[0]": {
        parameters: {
            query?: {
                /** @description Exact name. */
                name?: string;
                /** @description Every host is `working`. */
                status?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hosts"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    "mackerelHosts[1]": {
        parameters: {
            query?: {
                /** @description Exact name. */
                name?: string;
                /** @description Every host is `working`. */
                status?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hosts"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelHost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostFound"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            404: components["responses"]["MackerelRefusal404"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelChecks: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The last id of the page before; empty is the first page. */
                nextId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckFound"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            404: components["responses"]["MackerelRefusal404"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelMonitors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitors"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorFound"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            404: components["responses"]["MackerelRefusal404"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationName"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelServices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoServices"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    ipRestrictionRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IpRestriction"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    ipRestrictionReplace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IpRestrictionInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    mackerelUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoUsers"];
                };
            };
            400: components["responses"]["MackerelRefusal400"];
            401: components["responses"]["MackerelRefusal401"];
            403: components["responses"]["MackerelRefusal403"];
            429: components["responses"]["MackerelRefusal429"];
            default: components["responses"]["MackerelRefusal"];
        };
    };
    alertmanagerAlerts: {
        parameters: {
            query?: {
                /** @description `false` leaves out those that neither a silence nor an inhibition holds. */
                active?: boolean;
                silenced?: boolean;
                inhibited?: boolean;
                unprocessed?: boolean;
                /** @description Only those that go to a receiver whose whole name matches this regular expression. */
                receiver?: string;
                /** @description Matchers, all of which must hold: `severity="critical"`, `pod=~"api-.*"`. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GettableAlert"][];
                };
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    receiveAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    labels: {
                        [key: string]: string;
                    };
                    annotations?: {
                        [key: string]: string;
                    };
                    /** Format: date-time */
                    startsAt?: string;
                    /** Format: date-time */
                    endsAt?: string;
                    generatorURL?: string;
                }[];
            };
        };
        responses: {
            /** @description stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    alertmanagerGroups: {
        parameters: {
            query?: {
                /** @description `false` leaves out those that neither a silence nor an inhibition holds. */
                active?: boolean;
                silenced?: boolean;
                inhibited?: boolean;
                unprocessed?: boolean;
                /** @description Only those that go to a receiver whose whole name matches this regular expression. */
                receiver?: string;
                /** @description Matchers, all of which must hold: `severity="critical"`, `pod=~"api-.*"`. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertGroup"][];
                };
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    alertmanagerReceivers: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiverName"][];
                };
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    tenantSilencesFind: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GettableSilence"];
                };
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            404: components["responses"]["AlertmanagerRefusal404"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    tenantSilencesRemove: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            404: components["responses"]["AlertmanagerRefusal404"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    tenantSilencesList: {
        parameters: {
            query?: {
                /** @description Matchers that the matchers of the silence fulfil: `alertname="DiskFull"`. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GettableSilence"][];
                };
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    tenantSilencesPost: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostableSilence"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SilenceId"];
                };
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    alertmanagerStatus: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertmanagerStatus"];
                };
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            401: components["responses"]["AlertmanagerRefusal401"];
            403: components["responses"]["AlertmanagerRefusal403"];
            429: components["responses"]["AlertmanagerRefusal429"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
    webhookTokensList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description webhook tokens retrieved successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example webhook tokens retrieved successfully */
                        message: string;
                        data: components["schemas"]["WebhookTokenList"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    webhookTokensCreate: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookTokenInput"];
            };
        };
        responses: {
            /** @description webhook token created successfully */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 201 */
                        code: number;
                        /** @example webhook token created successfully */
                        message: string;
                        data: components["schemas"]["CreatedWebhookToken"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    webhookTokensRevoke: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description webhook token revoked successfully */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 200 */
                        code: number;
                        /** @example webhook token revoked successfully */
                        message: string;
                        data: components["schemas"]["WebhookToken"];
                    };
                };
            };
            400: components["responses"]["AlertsRefusal400"];
            401: components["responses"]["AlertsRefusal401"];
            403: components["responses"]["AlertsRefusal403"];
            404: components["responses"]["AlertsRefusal404"];
            429: components["responses"]["AlertsRefusal429"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    receiveAlertmanager: {
        parameters: {
            query?: {
                /** @description whose Alertmanager sends */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version?: string;
                    receiver?: string;
                    alerts: Record<string, never>[];
                };
            };
        };
        responses: {
            /** @description stored */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["AlertsRefusal400"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    receiveRecordedEvents: {
        parameters: {
            query?: {
                /** @description whose Alertmanager has recorded them */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    "@timestamp"?: string;
                    /** @description of the Alertmanager */
                    instance?: string;
                    data: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description stored */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["AlertsRefusal400"];
            default: components["responses"]["AlertsRefusal"];
        };
    };
    downloadsDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ReportsRefusal400"];
            404: components["responses"]["ReportsRefusal404"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    logsList: {
        parameters: {
            query?: {
                /** @description The part of a system that spoke, exactly. */
                source?: string;
                limit?: number;
                page?: number;
                /** @description Inclusive. RFC 3339 with offset. */
                from?: string;
                /** @description Exclusive, after from. */
                until?: string;
                severity?: "info" | "warning" | "error";
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemEvents"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    logsWrite: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SystemEventsInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    reportsAlerts: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description What is measured; a mean is in whole seconds. */
                metric?: "COUNT" | "MTTA" | "MTTR";
                /** @description Buckets of the civil date of the start. */
                "group-by"?: "DAY" | "WEEK" | "MONTH";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description source, policy, call routing number or "", bucket, value; by bucket, source, policy and number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (number | string)[][];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    reportsFilters: {
        parameters: {
            query: {
                /** @description A part of the name, in any case. */
                q?: string;
                limit?: number;
                /** @description What reports can be narrowed by: `sources`, `policies` or `numbers`. */
                field: "source" | "policy" | "number";
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Choice"][];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    reportsInsights: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                /** @description Name of a label: the figures are given for its 100 most frequent values as well. */
                "group-by-label"?: string;
                /** @description Seconds within which an alert should be acknowledged. */
                "mtta-target"?: number;
                /** @description Seconds within which an alert should be resolved. */
                "mttr-target"?: number;
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description What is measured; a mean is in whole seconds. */
                metric?: "COUNT" | "MTTA" | "MTTR";
                /** @description Buckets of the civil date of the start. */
                "group-by"?: "DAY" | "WEEK" | "MONTH";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Insights"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    reportsSeries: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description What is measured; a mean is in whole seconds. */
                metric?: "COUNT" | "MTTA" | "MTTR";
                /** @description Buckets of the civil date of the start. */
                "group-by"?: "DAY" | "WEEK" | "MONTH";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description Adds the equally long range before. */
                compare?: "previous";
                /** @description Adds the ten largest groups and the rest. */
                by?: "organization" | "source" | "policy" | "severity";
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSeries"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    reportsSummary: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description What is measured; a mean is in whole seconds. */
                metric?: "COUNT" | "MTTA" | "MTTR";
                /** @description Buckets of the civil date of the start. */
                "group-by"?: "DAY" | "WEEK" | "MONTH";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSummary"][];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    usageApiKeys: {
        parameters: {
            query: {
                /** @description IANA name of the zone whose civil days are counted; the organization's own unless given. */
                timezone?: string;
                /** @description Inclusive. Calls are counted by quarter hours: the range is widened to whole ones. */
                from: string;
                /** @description Exclusive; at most 31 days after from. */
                until: string;
                /** @description Resources, repeated or comma separated. */
                scopes?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>[];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    findingsAvailability: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                /** @description How many rows at most; then the header `Link` leads to the next ones. Without, all of them. */
                limit?: number;
                /** @description From the link of the page before. */
                cursor?: string;
                /** @description What is available or not. A system is known by its organization and key. */
                by?: "system" | "organization" | "alertname";
                /** @description Civil days, weeks or months; without, one bucket for the range. */
                "group-by"?: "NONE" | "DAY" | "WEEK" | "MONTH";
                /** @description Only alerts of these severities. */
                severity?: string[];
                /** @description `silenced`: the time under a silence does not count. */
                exclude?: "silenced";
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"][];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    findingsBursts: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                /** @description How many rows at most; then the header `Link` leads to the next ones. Without, all of them. */
                limit?: number;
                /** @description From the link of the page before. */
                cursor?: string;
                /** @description Seconds that lie between one start and the next at most. */
                window?: number;
                /** @description Different systems that make a burst. */
                minimum?: number;
                /** @description The figures of insights over the alerts of no burst as well. */
                outside?: boolean;
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bursts"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    reportsDefinitions: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Definitions"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    exportsPage: {
        parameters: {
            query?: {
                status?: ("queued" | "processing" | "completed" | "failed")[];
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                report_type?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPage"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    exportsOrder: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportJob"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    exportsCallbackSecret: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackSecret"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    exportsRead: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportJob"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            404: components["responses"]["ReportsRefusal404"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    exportsRemove: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            404: components["responses"]["ReportsRefusal404"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    findingsInterruptions: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                /** @description How many rows at most; then the header `Link` leads to the next ones. Without, all of them. */
                limit?: number;
                /** @description From the link of the page before. */
                cursor?: string;
                /** @description Hours of work, on the days given: `Mon-Fri 08:00-18:00`. */
                business?: string;
                /** @description Hours of sleep, which go before those of work: `22:00-08:00`. */
                sleep?: string;
                /** @description Civil days, weeks or months; without, one bucket for the range. */
                "group-by"?: "NONE" | "DAY" | "WEEK" | "MONTH";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interruptions"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesPage: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePage"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesMake: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSchedule"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesPreview: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesRead: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            404: components["responses"]["ReportsRefusal404"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesReplace: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSchedule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            404: components["responses"]["ReportsRefusal404"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesRemove: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            404: components["responses"]["ReportsRefusal404"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesRun: {
        parameters: {
            query?: {
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleRun"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            404: components["responses"]["ReportsRefusal404"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    schedulesRuns: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            404: components["responses"]["ReportsRefusal404"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    findingsSuppression: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                /** @description How many rows at most; then the header `Link` leads to the next ones. Without, all of them. */
                limit?: number;
                /** @description From the link of the page before. */
                cursor?: string;
                /** @description What held alerts: silences, inhibiting alerts by their name, or mute times. */
                by?: "silence" | "inhibitor" | "mute";
                /** @description Civil days, weeks or months; without, one bucket for the range. */
                "group-by"?: "NONE" | "DAY" | "WEEK" | "MONTH";
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suppression"][];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    findingsTuning: {
        parameters: {
            query: {
                /** @description IANA name; the organization's own zone unless given. */
                timezone?: string;
                /** @description First instant, included. RFC 3339 with offset. */
                from: string;
                /** @description Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
                until: string;
                /** @description How many rows at most; then the header `Link` leads to the next ones. Without, all of them. */
                limit?: number;
                /** @description From the link of the page before. */
                cursor?: string;
                /** @description How many alert names, the most frequent first. */
                top?: number;
                priority?: "LOW" | "HIGH" | "ALL";
                /** @description Ids of alert sources, repeated or comma separated. */
                sources?: number[];
                /** @description Ids of escalation policies, repeated or comma separated. */
                policies?: number[];
                /** @description Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
                numbers?: string[];
                /** @description Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
                filter?: string[];
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tuning"][];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    unsubscribeShow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule: string;
                address: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            404: components["responses"]["ReportsRefusal404"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    unsubscribeLeave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule: string;
                address: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            404: components["responses"]["ReportsRefusal404"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    usageSummary: {
        parameters: {
            query: {
                user_id?: string;
                team_id?: string;
                /** @description Only sessions of this service, and users active in them. */
                service?: string;
                /** @description A UTC date, inclusive. */
                start_date: string;
                /** @description A UTC date, inclusive. */
                end_date: string;
                /** @description May be repeated, up to 500 times. Absent: the caller's own organization and everything below it. */
                organization_id?: components["parameters"]["organization_id"];
                /** @description `descendants`: each named organization with everything below it. */
                include?: components["parameters"]["include"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageSummary"];
                };
            };
            400: components["responses"]["ReportsRefusal400"];
            401: components["responses"]["ReportsRefusal401"];
            403: components["responses"]["ReportsRefusal403"];
            429: components["responses"]["ReportsRefusal429"];
            default: components["responses"]["ReportsRefusal"];
        };
    };
    receiveAlertsOfTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description whose alerts they are */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    labels: {
                        [key: string]: string;
                    };
                    annotations?: {
                        [key: string]: string;
                    };
                    /** Format: date-time */
                    startsAt?: string;
                    /** Format: date-time */
                    endsAt?: string;
                    generatorURL?: string;
                }[];
            };
        };
        responses: {
            /** @description stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["AlertmanagerRefusal400"];
            404: components["responses"]["AlertmanagerRefusal404"];
            default: components["responses"]["AlertmanagerRefusal"];
        };
    };
}
