package io.earnorm.pool.testing.mongo.wire;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.bson.BsonDocument;

/**
 * A replica set that speaks MongoDB's protocol on ports of 127.0.0.1: one data set, members that can be killed and frozen,
 * elections when the test wants them, and faults where it wants them. Member 0 begins as primary.
 */
public final class WireCluster implements AutoCloseable {

    private final Commands commands;
    private final List<Member> members;

    private WireCluster(int size, Admission admission) {
        commands = new Commands(admission);
        members = IntStream.range(0, size)
                .mapToObj(number -> new Member(number, commands))
                .toList();
        commands.topology.members(members.stream().map(Member::address).toList());
        members.forEach(Member::start);
    }

    /**
     * Starts a replica set that lets everybody in.
     *
     * @param size how many members it has
     * @return the replica set
     */
    public static WireCluster of(int size) {
        return new WireCluster(size, new Admission(null, null, false));
    }

    /**
     * Starts one member that wants a password, by SCRAM-SHA-256.
     *
     * @param password of all its users
     * @return the replica set
     */
    public static WireCluster withPassword(String password) {
        return new WireCluster(1, new Admission(null, password, false));
    }

    /**
     * Starts one member that speaks TLS.
     *
     * @param context what it shows and trusts
     * @param byCertificate whether clients have to show a certificate, and to log in with it
     * @return the replica set
     */
    public static WireCluster withTls(SSLContext context, boolean byCertificate) {
        return new WireCluster(1, new Admission(context, null, byCertificate));
    }

    /** {@return hosts and ports, with commas between them} */
    public String hosts() {
        return members.stream().map(Member::address).collect(Collectors.joining(","));
    }

    /**
     * Where it is.
     *
     * @param database the database in the URI
     * @return a URI that names all members and the replica set
     */
    public String uri(String database) {
        return "mongodb://%s/%s?replicaSet=rs0".formatted(hosts(), database);
    }

    /**
     * One of the members.
     *
     * @param number from 0
     * @return the member
     */
    public Member member(int number) {
        return members.get(number);
    }

    /** {@return all of them, in order of their numbers} */
    public List<Member> members() {
        return members;
    }

    /** {@return all sockets to all members, those of drivers' monitors included} */
    public int connections() {
        return members.stream().mapToInt(Member::connections).sum();
    }

    /** From now on nobody is primary; transactions that are open are lost. */
    public void stepDown() {
        commands.topology.stepDown();
        commands.store.forgetTransactions();
    }

    /**
     * Makes a member primary of a new term; transactions that are open are lost.
     *
     * @param number the member's
     */
    public void elect(int number) {
        commands.store.forgetTransactions();
        commands.topology.elect(number);
    }

    /**
     * Says what happens to the next command of a name, on any member. Several calls queue up.
     *
     * @param command for example {@code insert}
     * @param fault what happens
     */
    public void next(String command, Fault fault) {
        commands.next(command, fault);
    }

    /**
     * The commands of a name.
     *
     * @param name for example {@code insert}
     * @return those seen since the start or {@link #forgetCommands()}
     */
    public List<Seen> commands(String name) {
        return commands().stream()
                .filter(command -> command.name().equals(name))
                .toList();
    }

    /** {@return the commands seen since the start or {@link #forgetCommands()}, but for {@code hello}} */
    public List<Seen> commands() {
        return commands.seen();
    }

    /** Empties the list of commands. */
    public void forgetCommands() {
        commands.forget();
    }

    /** Empties the list of commands, and loses all data. */
    public void forgetAll() {
        commands.forget();
        commands.store.clear();
    }

    /**
     * What is committed.
     *
     * @param namespace for example {@code shop.orders}
     * @return all documents of a collection, in order of their insertion
     */
    public List<BsonDocument> documents(String namespace) {
        return commands.store.all(namespace);
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
