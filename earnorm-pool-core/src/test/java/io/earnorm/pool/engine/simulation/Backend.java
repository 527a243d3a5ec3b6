package io.earnorm.pool.engine.simulation;

import io.earnorm.pool.engine.Connector;
import io.earnorm.pool.engine.simulation.Strand.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backend on which anything can go wrong, and which knows what is done to its connections. */
final class Backend implements Connector<Conn> {

    final List<Conn> conns = new ArrayList<>();

    int attempts;
    int alive;
    int destroyed;
    int validating;
    int failedConnects;
    boolean closed;
    boolean healed;
    boolean down;

    private final World world;
    private final Stage stage;
    private final Plan plan;

    Backend(World world) {
        this.world = world;
        this.stage = world.stage;
        this.plan = world.plan;
    }

    // ---- Connect

    @Override
    public @Nullable Conn connect() throws Exception {
        world.enter("connect", attempts);
        int begun = stage.steps();
        attempts++;
        boolean made = false;
        try {
            boolean late = takeTime(plan.slowConnects, Where.CONNECTING);
            if (wrong(plan.failingConnects) || down && !healed) {
                if (stage.dice.percent(10)) {
                    return null;
                }
                throw failure("connect");
            }
            Conn conn = new Conn(conns.size() + 1, begun);
            conns.add(conn);
            alive++;
            made = true;
            stage.current().made = conn;
            stage.note(late ? "connected late: number" : "connected: number", conn.number);
            return conn;
        } finally {
            attempts--;
            if (!made) {
                failedConnects++;
            }
            world.exit();
        }
    }

    // ---- Validate, reset, destroy: one at a time for each connection

    @Override
    public boolean validate(Conn conn) throws Exception {
        begin(conn, "validate");
        validating++;
        try {
            takeTime(plan.slowValidations, Where.VALIDATING);
            if (wrong(plan.failingValidations)) {
                if (stage.dice.percent(40)) {
                    return false;
                }
                throw failure("validate");
            }
            stage.current().checked = conn;
            conn.unsettled++;
            return true;
        } finally {
            validating--;
            end(conn, "validate");
        }
    }

    @Override
    public void reset(Conn conn) throws Exception {
        begin(conn, "reset");
        try {
            if (wrong(plan.failingResets)) {
                throw failure("reset");
            }
        } finally {
            end(conn, "reset");
        }
    }

    @Override
    public boolean resets() {
        return plan.resets;
    }

    @Override
    public void destroy(Conn conn) throws Exception {
        if (conn.destroyed) {
            stage.fail(3, "destroyed exactly once", "connection number " + conn.number);
        }
        begin(conn, "destroy");
        conn.destroyed = true;
        try {
            boolean tooLate = stage.current().made == conn; // It was given up, so its place is still what it was.
            takeTime(plan.slowDestroys, tooLate ? Where.CONNECTING : Where.DESTROYING);
            if (wrong(plan.failingDestroys)) {
                throw failure("destroy");
            }
        } finally {
            alive--;
            destroyed++;
            end(conn, "destroy");
        }
    }

    private void begin(Conn conn, String call) {
        if (conn.lease != null) {
            stage.fail(
                    1,
                    "only the owner touches a connection",
                    "%s of number %d, which is leased".formatted(call, conn.number));
        }
        if (conn.destroyed && !call.equals("destroy")) {
            stage.fail(3, "nothing is done to a destroyed connection", call + " of number " + conn.number);
        }
        Strand by = conn.by;
        if (by != null && !by.givenUp) {
            stage.fail(
                    1,
                    "only the owner touches a connection",
                    "%s of number %d during %s by strand %d".formatted(call, conn.number, conn.call, by.number));
        }
        conn.call = call;
        conn.by = stage.current();
        world.enter(call, conn.number);
    }

    private void end(Conn conn, String call) {
        world.exit();
        if (conn.by == stage.current()) {
            conn.call = null;
            conn.by = null;
        }
        stage.note(call + " ends", conn.number);
    }

    // ---- Judging

    @Override
    public boolean isBroken(Conn conn, Throwable failure) {
        return judge("isBroken");
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return judge("isTransient");
    }

    private boolean judge(String question) {
        world.enter(question, 0);
        try {
            if (wrong(plan.failingJudges)) {
                throw new IllegalStateException(question);
            }
            return stage.dice.percent(70);
        } finally {
            world.exit();
        }
    }

    @Override
    public void closed() throws Exception {
        world.enter("closes the backend", 0);
        try {
            if (closed) {
                stage.fail(9, "the backend is closed once", "");
            }
            closed = true;
            if (alive > 0 || attempts > 0) {
                stage.fail(3, "the backend is closed after the last connection", alive + " are alive");
            }
            if (wrong(plan.failingDestroys)) {
                throw failure("closed");
            }
        } finally {
            world.exit();
        }
    }

    // ---- Trouble

    private boolean wrong(int percent) {
        return !healed && stage.dice.percent(percent);
    }

    /** Returns whether it took so long that it was interrupted, and did not care. */
    private boolean takeTime(int slow, Where where) throws InterruptedException {
        world.stage.current().callbacks--; // Here it may stay: all else is at rest meanwhile.
        try {
            if (!wrong(slow)) {
                return false;
            }
            boolean heeds = stage.dice.percent(60);
            if (stage.dice.percent(plan.hangs)) {
                world.hang(where, heeds);
            } else {
                world.sleep(stage.dice.between(1, stage.dice.percent(80) ? 5_000_000 : 80_000_000), where, heeds);
            }
            return stage.current().givenUp;
        } finally {
            world.stage.current().callbacks++;
        }
    }

    private Exception failure(String what) {
        return switch (stage.dice.below(4)) {
            case 0 -> throw new StackOverflowError(what);
            case 1 -> throw new AssertionError(what);
            case 2 -> new IllegalStateException(what);
            default -> new IOException(what);
        };
    }
}
