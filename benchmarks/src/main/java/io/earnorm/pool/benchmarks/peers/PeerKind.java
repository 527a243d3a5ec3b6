package io.earnorm.pool.benchmarks.peers;

import io.earnorm.pool.config.Fairness;
import java.util.Arrays;
import java.util.List;

/** Every pool that can be measured. */
public enum PeerKind {
    /** Ours, all settings at their defaults. */
    EARNORM("earnorm", "earnorm", "fair within 1 ms; one-shot leases, all checks on", s -> EarnormPeer.of(s, c -> {})),
    /** Ours, strictly first come, first served. */
    EARNORM_STRICT(
            "earnorm-strict",
            "earnorm, strict",
            "strictly fair; one-shot leases, all checks on",
            s -> EarnormPeer.of(s, c -> c.fairness(Fairness.STRICT))),
    /** Commons Pool. */
    COMMONS("commons", "commons-pool2", "unfair; a second return throws", s -> new CommonsPeer(s, false)),
    /** Commons Pool, fair. */
    COMMONS_FAIR("commons-fair", "commons-pool2, fair", "fair; a second return throws", s -> new CommonsPeer(s, true)),
    /** Stormpot. */
    STORMPOT("stormpot", "Stormpot", "unfair; expiration and leak checks on", s -> new StormpotPeer(s, false)),
    /** Stormpot as fast as it goes. */
    STORMPOT_TUNED(
            "stormpot-tuned",
            "Stormpot, tuned",
            "unfair; expiration and leak checks off",
            s -> new StormpotPeer(s, true)),
    /** The collection inside of HikariCP. */
    BAG("bag", "HikariCP ConcurrentBag", "unfair; no validation, no lifetime, no lease", BagPeer::new),
    /** All of HikariCP. */
    HIKARI("hikari", "HikariDataSource", "unfair; stub driver; one-shot handles", HikariPeer::new),
    /** Vibur's object pool. */
    VIBUR("vibur", "Vibur", "unfair; no validation, no lifetime, no lease", s -> new ViburPeer(s, false)),
    /** Vibur's object pool, fair. */
    VIBUR_FAIR("vibur-fair", "Vibur, fair", "fair; no validation, no lifetime, no lease", s -> new ViburPeer(s, true)),
    /** Agroal. */
    AGROAL("agroal", "Agroal", "unfair; stub driver; one-shot handles; validates nothing", AgroalPeer::new),
    /** The pool inside of the MongoDB driver. */
    MONGO("mongo", "MongoDB ConcurrentPool", "unfair; no validation, no lease", MongoPeer::new),
    /** No synchronization at all. */
    CONFINED("confined", "thread-confined pair", "bound: no thread ever meets another", Bounds.Confined::new),
    /** The least that a pool can do which releases by a store. */
    ONE_CAS("onecas", "one CAS", "bound: compare-and-set, release store", Bounds.OneCas::new),
    /** The least that a pool can do which releases by a compare-and-set. */
    TWO_CAS("twocas", "two CAS", "bound: the unit of all ratios", Bounds.TwoCas::new);

    private final String id;
    private final String label;
    private final String notes;

    @SuppressWarnings("ImmutableEnumChecker") // Every one is a function without state.
    private final Opener opener;

    PeerKind(String id, String label, String notes, Opener opener) {
        this.id = id;
        this.label = label;
        this.notes = notes;
        this.opener = opener;
    }

    /** {@return the name on the command line and in results} */
    public String id() {
        return id;
    }

    /** {@return the name in tables} */
    public String label() {
        return label;
    }

    /** {@return fairness, and what is switched off or not there} */
    public String notes() {
        return notes;
    }

    /** {@return whether this is no pool, but what pools are measured against} */
    public boolean bound() {
        return compareTo(CONFINED) >= 0;
    }

    /**
     * Opens a pool of this kind.
     *
     * @param setup what it is built from
     * @return a pool, filled to its floor where that can be told
     * @throws Exception if it cannot be made
     */
    public Peer open(Setup setup) throws Exception {
        return opener.open(setup);
    }

    /**
     * The kind with a name.
     *
     * @param id as {@link #id()}
     * @return the kind
     * @throws IllegalArgumentException if there is none
     */
    public static PeerKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No peer " + id + "; there are " + ids()));
    }

    /** {@return the names of all kinds} */
    public static List<String> ids() {
        return Arrays.stream(values()).map(PeerKind::id).toList();
    }

    @FunctionalInterface
    private interface Opener {

        Peer open(Setup setup) throws Exception;
    }
}
