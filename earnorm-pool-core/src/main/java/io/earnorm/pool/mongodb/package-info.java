/**
 * Pools of MongoDB connections: single-user handles in front of the sockets of one shared {@code MongoClient}. Needs
 * {@code org.mongodb:mongodb-driver-sync} 5.2 or later.
 */
@NullMarked
package io.earnorm.pool.mongodb;

import org.jspecify.annotations.NullMarked;
