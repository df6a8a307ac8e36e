package org.syncline.sample;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.tenant.Tenants;

/**
 * {@code GET /sync/Login.ashx?username=NAME}: the user's id, as the clients of the Toolkit's sample
 * ask for it. It trusts whoever asks, which is good enough for a sample and for nothing else.
 */
@RequestScoped
@Path("Login.ashx")
public class LoginResource {
  @Inject Tenants tenants;

  /** The bare id, in lower case. A user who is new is created. */
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String login(@QueryParam("username") String username) {
    if (tenants.catalog().services().stream()
        .noneMatch(service -> service.persistenceUnit().equals(DefaultScopeSyncService.UNIT))) {
      throw new SyncException(ErrorCode.UNKNOWN_SERVICE, "the sample is switched off here");
    }
    String name = username == null ? "" : username.strip();
    if (name.isEmpty() || name.length() > User.NAME_LENGTH) {
      throw new SyncException(
          ErrorCode.BAD_PARAMETER,
          "username must be given, with 1 to " + User.NAME_LENGTH + " characters");
    }
    EntityManagerFactory factory =
        tenants.find("").orElseThrow().entityManagers(DefaultScopeSyncService.UNIT);
    return find(factory, name).orElseGet(() -> create(factory, name)).toString();
  }

  private static Optional<UUID> find(EntityManagerFactory factory, String name) {
    try (EntityManager entities = factory.createEntityManager()) {
      List<User> found =
          entities
              .createQuery("SELECT u FROM User u WHERE u.name = :name", User.class)
              .setParameter("name", name)
              .getResultList();
      return found.stream().map(User::id).findFirst();
    }
  }

  /** Two at once: the name is unique, so one of them finds what the other has created. */
  private static UUID create(EntityManagerFactory factory, String name) {
    try (EntityManager entities = factory.createEntityManager()) {
      User user = new User(UUID.randomUUID(), name);
      entities.getTransaction().begin();
      entities.persist(user);
      entities.getTransaction().commit();
      return user.id();
    } catch (PersistenceException e) {
      return find(factory, name).orElseThrow(() -> e);
    }
  }
}
