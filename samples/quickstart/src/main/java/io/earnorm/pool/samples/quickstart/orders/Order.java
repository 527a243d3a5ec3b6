package io.earnorm.pool.samples.quickstart.orders;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * An order as it is stored, cached and shown.
 *
 * @param id its key in MongoDB
 * @param customer who ordered
 * @param item what
 * @param quantity how many
 * @param created when, to the millisecond
 */
public record Order(@BsonId String id, String customer, String item, int quantity, Instant created) {}
